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

  private static NDArray forward(DjlNetwork network, NDManager manager, NDArray input) {
    return network
        .block()
        .forward(new ParameterStore(manager, false), new NDList(input), false)
        .singletonOrThrow();
  }

  private static DjlNetwork initialized(NetworkDescription description, NDManager manager) {
    var network = new DjlNetwork(description, new SplittableRandom(1));
    network.block().initialize(manager, DataType.FLOAT32, network.batchShape(1));
    return network;
  }
}
