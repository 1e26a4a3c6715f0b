package io.epochgraph.benchmarks.large;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.math.Window;
import io.epochgraph.networks.Networks;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose epochs are large.
 *
 * @param name for options and run ids
 * @param input {@code [channels, height, width]}
 */
record LargeNetwork(String title, String name, List<Integer> input, List<LayerSpec> layers) {

  private static final List<Integer> IMAGENET = List.of(3, 224, 224);
  private static final int[] VGG16 = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0};
  private static final int[] VGG16_DEEP = {512, 512, 512, 0, 512, 512, 512, 0};

  static final List<LargeNetwork> ALL =
      List.of(
          new LargeNetwork(
              "ResNet-50, 100 classes",
              "resnet50",
              IMAGENET,
              Networks.describe("resnet50", 3, 224, 224, 100, 0).geometry()),
          vgg("VGG-16, ImageNet", "vgg16", 1, 4096),
          vgg("VGG-16 twice as wide", "wide-vgg16", 2, 8192));

  /** Those of these names; all where there are none. */
  static List<LargeNetwork> named(List<String> names) {
    List<LargeNetwork> found =
        ALL.stream().filter(it -> names.isEmpty() || names.contains(it.name())).toList();
    if (found.size() < names.size()) {
      throw new IllegalArgumentException(
          "networks %s: want some of %s"
              .formatted(names, ALL.stream().map(LargeNetwork::name).toList()));
    }
    return found;
  }

  /** Bytes of all weights in F32. */
  long bytes() {
    return layers.stream().mapToLong(LayerSpec::weights).sum() * Float.BYTES;
  }

  /** Bytes of the rolled graph's edges. */
  long graphBytes() {
    return RolledGraph.Builder.bytes(Network.of(layers), Shortcuts.LEFT_OUT);
  }

  private static LargeNetwork vgg(String title, String name, int widening, int hidden) {
    var layers = new ArrayList<LayerSpec>();
    int channels = 3;
    int convolutions = 0;
    int poolings = 0;
    for (int[] part : List.of(VGG16, VGG16_DEEP)) {
      for (int width : part) {
        if (width == 0) {
          poolings++;
          layers.add(
              LayerSpec.pooling("pool" + poolings)
                  .sliding(Window.pooling(List.of(2, 2), List.of(2, 2), List.of())));
          continue;
        }
        convolutions++;
        int outputs = width * widening;
        layers.add(
            LayerSpec.convolution("conv" + convolutions, outputs, channels, 3, 3)
                .sliding(Window.of(List.of(), List.of(1, 1), List.of())));
        channels = outputs;
      }
    }
    layers.add(LayerSpec.linear("fc6", hidden, channels * 49));
    layers.add(LayerSpec.linear("fc7", 4096, hidden));
    layers.add(LayerSpec.linear("fc8", 1000, 4096));
    return new LargeNetwork(title, name, IMAGENET, layers);
  }
}
