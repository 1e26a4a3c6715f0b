package io.epochgraph.prediction;

import java.util.List;
import smile.classification.MLP;
import smile.math.MathEx;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.tensor.DenseMatrix;
import smile.tensor.Vector;
import smile.util.function.TimeFunction;

/** Fits a perceptron by Smile, which works in single precision. */
final class MlpFitter {
  private MlpFitter() {}

  static MlpModel fit(
      double[][] x /* (runs, columns) */,
      boolean[] high /* (runs) */,
      ClassifierSettings.Mlp settings,
      long seed) {
    try (Perceptron perceptron = train(x, high, settings, seed)) {
      return perceptron.model();
    }
  }

  static Perceptron train(
      double[][] x, boolean[] high, ClassifierSettings.Mlp settings, long seed) {
    Blas.load();
    MathEx.setSeed(seed);
    Perceptron perceptron =
        new Perceptron(
            Layer.input(x[0].length),
            Layer.tanh(settings.hidden()),
            Layer.mle(1, OutputFunction.SIGMOID));
    perceptron.setLearningRate(TimeFunction.constant(settings.learningRate()));
    perceptron.setWeightDecay(settings.weightDecay());
    for (int step = 0; step < settings.steps(); step += x.length) {
      for (int i : MathEx.permutate(x.length)) {
        perceptron.update(x[i], high[i] ? 1 : 0);
      }
    }
    return perceptron;
  }

  /** Smile's perceptron, opened so far that its layers can be read. */
  static final class Perceptron extends MLP {
    private static final long serialVersionUID = 1L;

    Perceptron(LayerBuilder... layers) {
      super(layers);
    }

    MlpModel model() {
      return new MlpModel(
          List.of(
              layer(net[1], MlpModel.Activation.TANH), layer(output, MlpModel.Activation.SIGMOID)));
    }

    private static MlpModel.Layer layer(Layer layer, MlpModel.Activation activation) {
      DenseMatrix weight = layer.weight();
      Vector bias = layer.bias();
      double[][] weights = new double[weight.nrow()][weight.ncol()];
      double[] biases = new double[weight.nrow()];
      for (int i = 0; i < weights.length; i++) {
        biases[i] = bias.get(i);
        for (int j = 0; j < weights[i].length; j++) {
          weights[i][j] = weight.get(i, j);
        }
      }
      return new MlpModel.Layer(weights, biases, activation);
    }
  }
}
