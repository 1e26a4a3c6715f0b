package io.epochgraph.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.NodeLayer;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.math.UnrolledGraph;
import io.epochgraph.math.WeightedDegree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {

  private static final NetworkDescription TINY =
      new NetworkDescription(
          "tiny",
          new FeatureShape(1, 3, 3),
          List.of(
              new Layer.Convolution("conv", 2, SquareWindow.of(2), 1),
              new Layer.Relu(),
              new Layer.MaxPool("pool", SquareWindow.tiling(2)),
              new Layer.Flatten(),
              new Layer.Dropout(0.9),
              new Layer.Linear("fc", 2)));

  private static final float[] IMAGE = {1, 2, 3, 0, -1, 2, 4, 1, 0};

  private static Map<String, float[]> tiny() {
    return new HashMap<>(
        Map.of(
            "conv.weight", new float[] {1, -1, 2, 0, 0, 1, 1, 1},
            "conv.bias", new float[] {0.5f, -1},
            "fc.weight", new float[] {1, -2, -1, 0.5f},
            "fc.bias", new float[] {0.25f, 1}));
  }

  private static final NetworkDescription NORMALISED =
      new NetworkDescription(
          "normalised",
          new FeatureShape(1, 1, 2),
          List.of(
              new Layer.Convolution("conv", 2, SquareWindow.of(1), 1, false),
              new Layer.BatchNorm("bn"),
              new Layer.Relu(),
              new Layer.GlobalAveragePool("pool"),
              new Layer.Linear("fc", 1),
              new Layer.Relu()));

  private static Map<String, float[]> normalised() {
    return new HashMap<>(
        Map.of(
            "conv.weight", new float[] {2, -1},
            "bn.weight", new float[] {3, 1},
            "bn.bias", new float[] {1, 0.5f},
            "bn.running_mean", new float[] {3, -1.5f},
            "bn.running_var", new float[] {3.99999f, 0.24999f},
            "fc.weight", new float[] {4, 2},
            "fc.bias", new float[] {-1}));
  }

  @Test
  void shouldBeWhatAHandComputes() {
    assertThat(Activations.of(TINY, tiny()::get, IMAGE))
        .containsExactly(
            1, 2, 3, 0, -1, 2, 4, 1, 0, // the image
            0, 0, 9.5, 0, // conv, first filter: -0.5, -2.5, 9.5, -0.5
            0, 3, 3, 2, // second filter
            9.5, 3, // pool
            3.75, -7); // fc
  }

  @Test
  void shouldNormaliseByRunningMeans() {
    assertThat(Activations.of(NORMALISED, normalised()::get, new float[] {1, 2}))
        .containsExactly(
            new double[] {
              1, 2, // the image
              0, 2.5, // (2 - 3) / 2 * 3 + 1 = -0.5, (4 - 3) / 2 * 3 + 1
              1.5, 0, // (-1 + 1.5) / 0.5 + 0.5, (-2 + 1.5) / 0.5 + 0.5 = -0.5
              1.25, 0.75, // means
              5.5
            },
            within(1e-6));
  }

  /**
   * The edges that end in a node of the last layer add up to what the layer gives before its bias,
   * if every activation stands where the graph has its node.
   */
  @ParameterizedTest(name = "up to layer {0}")
  @ValueSource(ints = {1, 3, 6, 10, 12})
  void shouldStandInTheOrderOfTheGraphsNodes(int end) {
    List<Layer> layers =
        List.of(
            new Layer.Convolution("conv1", 6, new SquareWindow(5, 2, 2, 1), 2),
            new Layer.Relu(),
            new Layer.Convolution("conv2", 4, new SquareWindow(3, 1, 2, 2), 1),
            new Layer.Relu(),
            new Layer.MaxPool("pool1", new SquareWindow(3, 2, 1, 1)),
            new Layer.Convolution("conv3", 8, new SquareWindow(2, 1, 1, 1), 4),
            new Layer.Relu(),
            new Layer.MaxPool("pool2", SquareWindow.tiling(2)),
            new Layer.Flatten(),
            new Layer.Linear("fc1", 7),
            new Layer.Relu(),
            new Layer.Linear("fc2", 3));
    var network =
        new NetworkDescription("part", new FeatureShape(4, 15, 18), layers.subList(0, end));
    var random = new SplittableRandom(end);
    Map<String, float[]> tensors = new HashMap<>();
    var graph =
        UnrolledGraph.Builder.of(Network.of(network.geometry()), Shortcuts.LEFT_OUT, 4, 15, 18);
    for (int i = 0; i < network.geometry().size(); i++) {
      LayerSpec layer = network.geometry().get(i);
      if (layer.kind().hasWeights()) {
        float[] weights = normal(random, (int) layer.weights());
        tensors.put(layer.name() + ".weight", weights);
        tensors.put(layer.name() + ".bias", normal(random, layer.outputs()));
        graph.rows(i, 0, layer.rows(), weights);
      }
    }

    double[] activations =
        Activations.of(network, tensors::get, normal(random, network.input().size()));

    UnrolledGraph activated = graph.build().activated(activations);
    double[] degrees = WeightedDegree.of(activated);
    NodeLayer last = activated.layers().getLast();
    float[] bias = tensors.get(last.name() + ".bias");
    assertThat(activations).hasSize(activated.nodes());
    assertThat(Arrays.stream(activations, last.offset(), last.end())).anyMatch(x -> x != 0);
    for (int node = 0; node < last.size(); node++) {
      assertThat(activations[last.offset() + node])
          .isCloseTo(
              degrees[last.offset() + node] + bias[node / (last.size() / bias.length)],
              within(1e-10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "conv.weight, 'no tensor conv.weight: activations need it, of shape [2, 1, 1, 1]'",
    "bn.running_var, 'no tensor bn.running_var: activations need it, of shape [2]'",
    "fc.bias, 'no tensor fc.bias: activations need it, of shape [1]'"
  })
  void shouldNameAMissingTensor(String name, String message) {
    Map<String, float[]> tensors = normalised();
    tensors.remove(name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.of(NORMALISED, tensors::get, new float[2]))
        .withMessage(message);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    Map<String, float[]> tensors = tiny();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.of(TINY, tensors::get, new float[8]))
        .withMessage("an image of 8 values: want 9, of shape [1, 3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Activations.of(TINY, tensors::get, new float[] {0, 0, 0, 0, Float.NaN, 0, 0, 0, 0}))
        .withMessage("value 4 of the image is NaN: want finite numbers");
    tensors.put("fc.weight", new float[5]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.of(TINY, tensors::get, IMAGE))
        .withMessage("tensor fc.weight has 5 elements: want 4, of shape [2, 2]");
  }

  @Test
  void shouldNameTheLayerThatDiverged() {
    Map<String, float[]> tensors = tiny();
    tensors.put("conv.bias", new float[] {Float.NaN, 0});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.of(TINY, tensors::get, IMAGE))
        .withMessageStartingWith("layer 'conv' gives NaN");
  }

  @Test
  void shouldRefuseResidualBlocksByName() {
    NetworkDescription resnet = Networks.describe("resnet32", 3, 32, 32, 10, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.of(resnet, _ -> null, new float[3072]))
        .withMessageMatching(
            "network resnet32: residual block '.+': activations are for sequential networks");
  }

  private static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
