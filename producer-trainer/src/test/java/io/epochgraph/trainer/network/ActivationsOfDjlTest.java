package io.epochgraph.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.epochgraph.networks.Activations;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.Layer;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import io.epochgraph.networks.SquareWindow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forward pass of activations against DJL's. */
class ActivationsOfDjlTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "weight", "weight",
          "bias", "bias",
          "gamma", "weight",
          "beta", "bias",
          "runningMean", "running_mean",
          "runningVar", "running_var");

  static Stream<NetworkDescription> networks() {
    return Stream.of(
        Networks.describe("lenet5", 3, 32, 32, 10, 0.5),
        Networks.describe("vgg13", 3, 32, 32, 10, 0.5),
        Networks.describe("alexnet", 1, 32, 32, 10, 0),
        normalised());
  }

  private static NetworkDescription normalised() {
    return new NetworkDescription(
        "normalised",
        new FeatureShape(4, 19, 22),
        List.of(
            new Layer.Convolution("conv1", 8, new SquareWindow(5, 2, 2, 1), 2, false),
            new Layer.BatchNorm("bn1"),
            new Layer.Relu(),
            new Layer.MaxPool("pool1", new SquareWindow(3, 2, 1, 1)),
            new Layer.Convolution("conv2", 12, new SquareWindow(3, 1, 3, 2), 4, false),
            new Layer.BatchNorm("bn2"),
            new Layer.Relu(),
            new Layer.GlobalAveragePool("pool2"),
            new Layer.Linear("fc", 5)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldEndWithTheNetworksPrediction(NetworkDescription description) {
    var random = new SplittableRandom(4);
    try (NDManager manager = NDManager.newBaseManager()) {
      var network = new DjlNetwork(description, random);
      network.block().initialize(manager, DataType.FLOAT32, network.batchShape(1));
      Map<String, float[]> tensors = draw(network, random);
      float[] image = normal(random, description.input().size());

      NDArray output =
          network
              .block()
              .forward(
                  new ParameterStore(manager, false),
                  new NDList(manager.create(image, network.batchShape(1))),
                  false)
              .singletonOrThrow();

      double[] prediction = doubles(output.toFloatArray());
      double[] activations = Activations.of(description, tensors::get, image);
      double largest = Arrays.stream(prediction).map(Math::abs).max().orElseThrow();
      assertThat(largest).isPositive();
      assertThat(
              Arrays.copyOfRange(
                  activations, activations.length - prediction.length, activations.length))
          .containsExactly(prediction, within(1e-4 * largest));
    }
  }

  /** Sets every bias, and every number of batch norms, which would be 0 or 1 otherwise. */
  private static Map<String, float[]> draw(DjlNetwork network, SplittableRandom random) {
    Map<String, float[]> tensors = new HashMap<>();
    Iterator<Block> blocks =
        network.block().getChildren().values().stream()
            .filter(child -> !child.getDirectParameters().isEmpty())
            .iterator();
    for (Layer layer : network.description().layers()) {
      String name =
          switch (layer) {
            case Layer.Convolution convolution -> convolution.name();
            case Layer.Linear linear -> linear.name();
            case Layer.BatchNorm norm -> norm.name();
            default -> "";
          };
      if (name.isEmpty()) {
        continue;
      }
      blocks
          .next()
          .getDirectParameters()
          .forEach(
              parameter -> {
                NDArray array = parameter.getValue().getArray();
                if (!parameter.getKey().equals("weight")) {
                  array.set(around(random, parameter.getKey(), (int) array.size()));
                }
                tensors.put(name + "." + NAMES.get(parameter.getKey()), array.toFloatArray());
              });
    }
    assertThat(blocks).isExhausted();
    return tensors;
  }

  private static float[] around(SplittableRandom random, String parameter, int size) {
    float[] values = normal(random, size);
    for (int i = 0; i < size; i++) {
      values[i] = parameter.equals("runningVar") ? 0.1f + Math.abs(values[i]) : values[i] / 4;
    }
    return values;
  }

  private static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
