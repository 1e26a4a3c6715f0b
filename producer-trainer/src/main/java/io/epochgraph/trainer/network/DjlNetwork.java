package io.epochgraph.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.Initializer;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.Layer;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.SquareWindow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A description turned into a DJL block, with the way back to each layer's weights. */
public final class DjlNetwork {
  private final NetworkDescription description;
  private final Map<String, Block> weighted = new HashMap<>();
  private final Block block;

  /**
   * Builds the block, its parameters not yet initialised.
   *
   * @param random draws the initial weights when DJL initialises the block: He's normal
   *     distribution, deviation √(2 / fan-in), which starts to learn under plain SGD at learning
   *     rates where PyTorch's default (deviation √(1 / 3 fan-in)) rests on a plateau. Biases start
   *     at 0, batch norms at scale 1 and shift 0.
   */
  public DjlNetwork(NetworkDescription description, RandomGenerator random) {
    this.description = description;
    this.block = sequence(description.layers());
    for (LayerSpec layer : description.geometry()) {
      if (layer.kind().hasWeights()) {
        weightOf(layer).setInitializer(he(layer, random));
      }
    }
  }

  public NetworkDescription description() {
    return description;
  }

  /** The block to train. */
  public Block block() {
    return block;
  }

  /** The shape of a batch of images: {@code [images, channels, height, width]}. */
  public Shape batchShape(int images) {
    FeatureShape input = description.input();
    return new Shape(images, input.channels(), input.height(), input.width());
  }

  /**
   * A copy of every published layer's weights as they stand, in order; poolings have none.
   *
   * @throws IllegalStateException if the block is not initialised, or not of the described shapes
   */
  public List<LayerWeights> weights() {
    return description.geometry().stream()
        .map(
            layer -> layer.kind().hasWeights() ? copy(layer) : new LayerWeights(layer, new byte[0]))
        .toList();
  }

  private LayerWeights copy(LayerSpec layer) {
    NDArray array = weightOf(layer).getArray();
    int[] wanted = layer.weightShape();
    int[] shape = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    if (!Arrays.equals(shape, wanted)) {
      throw new IllegalStateException(
          "layer %s has weights of shape %s, described is %s"
              .formatted(layer.name(), Arrays.toString(shape), Arrays.toString(wanted)));
    }
    ByteBuffer data = array.toByteBuffer();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return new LayerWeights(layer, bytes);
  }

  private Parameter weightOf(LayerSpec layer) {
    return weighted.get(layer.name()).getDirectParameters().get("weight");
  }

  private static Initializer he(LayerSpec layer, RandomGenerator random) {
    double deviation = Math.sqrt(2.0 / layer.rowLength());
    return (manager, extents, _) -> {
      float[] values = new float[Math.toIntExact(extents.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return manager.create(values, extents);
    };
  }

  private Block sequence(List<Layer> layers) {
    var sequence = new SequentialBlock();
    for (Layer layer : layers) {
      switch (layer) {
        case Layer.Convolution convolution ->
            sequence.add(named(convolution.name(), convolution(convolution)));
        case Layer.Linear(String name, int units) ->
            sequence.add(named(name, Linear.builder().setUnits(units).build()));
        case Layer.MaxPool(_, SquareWindow window) -> sequence.add(maxPool(window));
        case Layer.GlobalAveragePool _ -> sequence.add(Pool.globalAvgPool2dBlock());
        case Layer.BatchNorm _ -> sequence.add(BatchNorm.builder().build());
        case Layer.Residual(_, List<Layer> main, List<Layer> shortcut) ->
            sequence.add(
                sum(
                    sequence(main),
                    shortcut.isEmpty() ? Blocks.identityBlock() : sequence(shortcut)));
        case Layer.Flatten _ -> sequence.add(Blocks.batchFlattenBlock());
        case Layer.Relu _ -> sequence.add(Activation::relu);
        case Layer.Dropout(double rate) when rate == 0 -> {}
        case Layer.Dropout(double rate) ->
            sequence.add(Dropout.builder().optRate((float) rate).build());
      }
    }
    return sequence;
  }

  private Block named(String name, Block child) {
    weighted.put(name, child);
    return child;
  }

  private static Block sum(Block main, Block shortcut) {
    return new ParallelBlock(
        ways ->
            new NDList(ways.getFirst().singletonOrThrow().add(ways.getLast().singletonOrThrow())),
        List.of(main, shortcut));
  }

  private static Block convolution(Layer.Convolution layer) {
    SquareWindow window = layer.window();
    return Conv2d.builder()
        .setKernelShape(square(window.kernel()))
        .optStride(square(window.stride()))
        .optPadding(square(window.padding()))
        .optDilation(square(window.dilation()))
        .optGroups(layer.groups())
        .optBias(layer.bias())
        .setFilters(layer.filters())
        .build();
  }

  private static Block maxPool(SquareWindow window) {
    return Pool.maxPool2dBlock(
        square(window.kernel()), square(window.stride()), square(window.padding()));
  }

  private static Shape square(int extent) {
    return new Shape(extent, extent);
  }
}
