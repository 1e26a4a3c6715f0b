package io.epochgraph.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.Layer;
import io.epochgraph.networks.Lenet5;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.SquareWindow;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DjlNetworkTest {

  @Property(tries = 60)
  void shouldAgreeWithDjlOnEveryShape(
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 0, max = 3) int padding,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll @IntRange(min = 1, max = 3) int groups,
      @ForAll @IntRange(min = 12, max = 17) int extent) {
    var description =
        new NetworkDescription(
            "net",
            new FeatureShape(2 * groups, extent, extent + 1),
            List.of(
                new Layer.Convolution(
                    "conv",
                    3 * groups,
                    new SquareWindow(kernel, stride, padding, dilation),
                    groups),
                new Layer.Relu(),
                new Layer.MaxPool("pool", SquareWindow.tiling(2)),
                new Layer.Flatten(),
                new Layer.Dropout(0.5),
                new Layer.Linear("fc", 7)));

    try (NDManager manager = NDManager.newBaseManager()) {
      DjlNetwork network = initialized(description, manager);

      assertThat(network.block().getOutputShapes(new Shape[] {network.batchShape(2)}))
          .containsExactly(new Shape(2, 7));
      assertThat(network.weights())
          .extracting(LayerWeights::layer)
          .containsExactlyElementsOf(description.geometry());
    }
  }

  @Test
  void shouldPublishTheWeightsInOrderAsLittleEndianFloats() {
    try (NDManager manager = NDManager.newBaseManager()) {
      DjlNetwork network = initialized(Lenet5.describe(1, 28, 28, 10, 0), manager);

      LayerWeights conv2 = network.weights().get(2);

      float[] values = new float[(int) conv2.layer().weights()];
      conv2.values().get(values);
      assertThat(values)
          .isEqualTo(network.block().getParameters().valueAt(2).getArray().toFloatArray());
      assertThat(network.weights().get(1).bytes()).isEmpty();
    }
  }

  @Test
  void shouldStartWithHesDeviation() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LayerWeights fc1 = initialized(Lenet5.describe(1, 28, 28, 10, 0), manager).weights().get(4);
      double squares = 0;
      for (int i = 0; i < fc1.layer().weights(); i++) {
        squares += fc1.values().get(i) * (double) fc1.values().get(i);
      }

      assertThat(Math.sqrt(squares / fc1.layer().weights()))
          .isCloseTo(Math.sqrt(2.0 / 400), within(5e-4));
    }
  }

  @Test
  void shouldRefuseWeightsOfAnotherSize() {
    LayerSpec conv1 = Lenet5.describe(1, 28, 28, 10, 0).geometry().getFirst();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerWeights(conv1, new byte[596]))
        .withMessageContaining("layer conv1: 596 bytes of weights")
        .withMessageContaining("wants 600");
  }

  private static DjlNetwork initialized(NetworkDescription description, NDManager manager) {
    var network = new DjlNetwork(description, new SplittableRandom(1));
    network.block().initialize(manager, DataType.FLOAT32, network.batchShape(1));
    return network;
  }
}
