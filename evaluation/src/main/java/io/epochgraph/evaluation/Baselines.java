package io.epochgraph.evaluation;

import io.epochgraph.prediction.Estimator;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.math.kernel.GaussianKernel;
import smile.model.cart.Loss;
import smile.regression.DataFrameRegression;
import smile.regression.GradientTreeBoost;
import smile.regression.RegressionTree;
import smile.regression.SVM;

/** Estimators that others have used for the same question; nothing in them is drawn by chance. */
final class Baselines {
  private static final String OUTCOME = "outcome";

  private Baselines() {}

  /**
   * Support vector regression with a Gaussian kernel of width √columns, as Baker et al. (2017) use
   * on the learning curve; errors below half a point cost nothing. (Theirs fixes the share of
   * support vectors, ν, instead.)
   */
  static Estimator supportVectors() {
    return (x, outcomes) -> {
      var model =
          SVM.fit(
              x,
              outcomes,
              new GaussianKernel(Math.sqrt(x[0].length)),
              new SVM.Options(0.005, 1, 1e-4));
      return model::predict;
    };
  }

  /** A single regression tree of at least five runs a leaf. */
  static Estimator tree() {
    return (x, outcomes) -> {
      DataFrame data = data(x, outcomes);
      var options = new RegressionTree.Options(20, 32, 5);
      return estimates(RegressionTree.fit(Formula.lhs(OUTCOME), data, options), data.schema());
    };
  }

  /**
   * Gradient-boosted trees, as Unterthiner et al. (2020) use on statistics of each layer's weights.
   */
  static Estimator boostedTrees() {
    return (x, outcomes) -> {
      DataFrame data = data(x, outcomes);
      var options = new GradientTreeBoost.Options(Loss.ls(), 100, 4, 12, 5, 0.1, 1.0, null, null);
      return estimates(GradientTreeBoost.fit(Formula.lhs(OUTCOME), data, options), data.schema());
    };
  }

  private static DataFrame data(double[][] x, double[] outcomes) {
    double[][] rows = new double[x.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOf(x[i], x[i].length + 1);
      rows[i][x[i].length] = outcomes[i];
    }
    String[] names =
        IntStream.rangeClosed(0, x[0].length)
            .mapToObj(j -> j < x[0].length ? "x" + j : OUTCOME)
            .toArray(String[]::new);
    return DataFrame.of(rows, names);
  }

  private static ToDoubleFunction<double[]> estimates(
      DataFrameRegression model, StructType schema) {
    return row -> model.predict(Tuple.of(schema, Arrays.copyOf(row, row.length + 1)));
  }
}
