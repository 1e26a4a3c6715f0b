package io.epochgraph.prediction;

import java.util.List;

/**
 * A multilayer perceptron with one logistic output, the probability of a high outcome.
 *
 * @param layers from the first hidden layer to the output, each taking what the one before gives;
 *     the last one is {@link Activation#SIGMOID} with one neuron
 */
public record MlpModel(List<Layer> layers) implements HighLowModel {
  /** What a neuron makes of its weighted sum. */
  public enum Activation {
    /** Hyperbolic tangent. */
    TANH {
      @Override
      double apply(double sum) {
        return StrictMath.tanh(sum);
      }
    },
    /** 1 / (1 + exp(−sum)), the sum limited to ±36 where a double sees no difference. */
    SIGMOID {
      @Override
      double apply(double sum) {
        return 1 / (1 + StrictMath.exp(-Math.clamp(sum, -36.0, 36.0)));
      }
    },
    /** max(0, sum). */
    RECTIFIER {
      @Override
      double apply(double sum) {
        return Math.max(0, sum);
      }
    },
    /** The sum itself. */
    LINEAR {
      @Override
      double apply(double sum) {
        return sum;
      }
    };

    abstract double apply(double sum);
  }

  /**
   * A fully connected layer.
   *
   * @param weights (outputs, inputs)
   * @param bias (outputs)
   */
  public record Layer(double[][] weights, double[] bias, Activation activation) {
    public Layer {
      Require.that(
          weights.length > 0 && weights[0].length > 0,
          "weights is empty; a layer needs at least one neuron and one input");
      weights = Require.finiteCopy(weights, weights[0].length, "weights");
      bias = Require.finiteCopy(bias, "bias");
      Require.that(
          bias.length == weights.length,
          "bias has %s values and weights %s rows; each neuron needs both",
          bias.length,
          weights.length);
    }

    int inputs() {
      return weights[0].length;
    }

    int outputs() {
      return weights.length;
    }

    double[] apply(double[] input) {
      double[] output = new double[weights.length];
      for (int i = 0; i < output.length; i++) {
        double sum = bias[i];
        for (int j = 0; j < input.length; j++) {
          sum += weights[i][j] * input[j];
        }
        output[i] = activation.apply(sum);
      }
      return output;
    }
  }

  public MlpModel {
    layers = List.copyOf(layers);
    Require.that(!layers.isEmpty(), "layers is empty; there must be at least the output layer");
    for (int i = 1; i < layers.size(); i++) {
      Require.that(
          layers.get(i).inputs() == layers.get(i - 1).outputs(),
          "Layer %s takes %s inputs; the layer before gives %s",
          i,
          layers.get(i).inputs(),
          layers.get(i - 1).outputs());
    }
    Layer last = layers.getLast();
    Require.that(
        last.outputs() == 1 && last.activation() == Activation.SIGMOID,
        "The last layer has %s %s neurons; it must have one SIGMOID neuron",
        last.outputs(),
        last.activation());
  }

  @Override
  public int columns() {
    return layers.getFirst().inputs();
  }

  @Override
  public double probabilityHigh(double[] standardised) {
    Require.columns(standardised.length, columns(), this);
    double[] values = standardised;
    for (Layer layer : layers) {
      values = layer.apply(values);
    }
    return values[0];
  }
}
