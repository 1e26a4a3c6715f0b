package io.epochgraph.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.Layer;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import io.epochgraph.networks.SquareWindow;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaperBlocksTest {

  static Stream<String> networks() {
    return Networks.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldGiveOneOutputPerClassAndWeightsAsDescribed(String name) {
    NetworkDescription description = Networks.describe(name, 3, 32, 32, 100, 0.5);
    try (NDManager manager = NDManager.newBaseManager()) {
      DjlNetwork network = initialized(description, manager);

      NDArray output = forward(network, manager, manager.ones(network.batchShape(2)));

      assertThat(output.getShape()).isEqualTo(new Shape(2, 100));
      assertThat(output.isNaN().any().getBoolean()).isFalse();
      assertThat(network.weights())
          .extracting(LayerWeights::layer)
          .containsExactlyElementsOf(description.geometry());
    }
  }

  @Test
  void shouldAddTheShortcutToTheMainWay() {
    var identity =
        new Layer.Residual(
            "block",
            List.of(new Layer.Convolution("conv", 1, SquareWindow.of(1), 1, false)),
            List.of());
    var projection =
        new Layer.Residual(
            "projected",
            List.of(new Layer.Convolution("main", 1, SquareWindow.of(1), 1, false)),
            List.of(new Layer.Convolution("shortcut", 1, SquareWindow.of(1), 1, false)));
    var description =
        new NetworkDescription("sums", new FeatureShape(1, 1, 2), List.of(identity, projection));
    try (NDManager manager = NDManager.newBaseManager()) {
      DjlNetwork network = initialized(description, manager);
      List<Float> weights =
          network.weights().stream()
              .filter(layer -> layer.layer().kind().hasWeights())
              .map(layer -> layer.values().get(0))
              .toList();

      float[] input = {1, 2};
      NDArray output = forward(network, manager, manager.create(input, network.batchShape(1)));

      float factor = (1 + weights.get(0)) * (weights.get(1) + weights.get(2));
      assertThat(output.toFloatArray()[0]).isCloseTo(factor, within(1e-5f));
      assertThat(output.toFloatArray()[1]).isCloseTo(2 * factor, within(1e-5f));
      assertThat(weights).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldNormaliseByTheMeansOfTheLastTrainingBatches() {
    var description =
        new NetworkDescription(
            "normalised",
            new FeatureShape(1, 8, 8),
            List.of(
                new Layer.Convolution("conv", 2, SquareWindow.of(1), 1, false),
                new Layer.BatchNorm("bn")));
    try (NDManager manager = NDManager.newBaseManager()) {
      DjlNetwork network = initialized(description, manager);
      for (int batch = 0; batch < 100; batch++) {
        pass(network, manager, images(manager, network, batch), true);
      }

      NDArray output = forward(network, manager, images(manager, network, 100));

      for (int channel = 0; channel < 2; channel++) {
        NDArray plane = output.get(":, %d".formatted(channel));
        assertThat(plane.mean().getFloat()).isCloseTo(0, within(0.05f));
        assertThat(plane.square().mean().getFloat()).isCloseTo(1, within(0.1f));
      }
    }
  }

  /** Noise of mean 3 and deviation 2. */
  private static NDArray images(NDManager manager, DjlNetwork network, long seed) {
    var random = new SplittableRandom(seed);
    float[] pixels = new float[64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (3 + 2 * random.nextGaussian());
    }
    return manager.create(pixels, network.batchShape(64));
  }

  private static NDArray forward(DjlNetwork network, NDManager manager, NDArray input) {
    return pass(network, manager, input, false);
  }

  private static NDArray pass(
      DjlNetwork network, NDManager manager, NDArray input, boolean training) {
    return network
        .block()
        .forward(new ParameterStore(manager, false), new NDList(input), training)
        .singletonOrThrow();
  }

  private static DjlNetwork initialized(NetworkDescription description, NDManager manager) {
    var network = new DjlNetwork(description, new SplittableRandom(1));
    network.block().initialize(manager, DataType.FLOAT32, network.batchShape(1));
    return network;
  }
}
