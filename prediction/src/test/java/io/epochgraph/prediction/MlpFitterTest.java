package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.prediction.MlpModel.Activation;
import io.epochgraph.prediction.MlpModel.Layer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smile.model.mlp.ActivationFunction;
import smile.tensor.DenseMatrix;
import smile.tensor.Vector;

class MlpFitterTest {
  private static final double THRESHOLD = 0.4;

  private static double[][] rows(int runs, int columns, long seed) {
    double[][] raw = SyntheticRuns.rows(runs, columns, seed);
    return Standardizer.fit(raw).apply(raw);
  }

  /** Smile's perceptron computes with floats, hence the tolerance. */
  @Test
  void shouldMatchSmile() {
    double[][] x = rows(30, 12, 1);
    boolean[] high = SyntheticRuns.high(SyntheticRuns.outcomes(x, 2), THRESHOLD);

    try (var smile = MlpFitter.train(x, high, ClassifierSettings.mlp(), 3)) {
      MlpModel model = smile.model();

      double[] posterior = new double[2];
      for (double[] row : rows(50, 12, 4)) {
        smile.predict(row, posterior);
        assertThat(model.probabilityHigh(row)).isCloseTo(posterior[1], within(1e-6));
      }
    }
  }

  /** Smile's layers compute with doubles when they are given doubles. */
  @ParameterizedTest
  @EnumSource
  void shouldMatchSmilesLayersInDoublePrecision(Activation activation) {
    Blas.load();
    Random random = new Random(5);
    double[][] weights = new double[7][];
    for (int i = 0; i < 7; i++) {
      weights[i] = random.doubles(12, -1, 1).toArray();
    }
    double[] bias = random.doubles(7, -1, 1).toArray();
    ActivationFunction function =
        switch (activation) {
          case TANH -> ActivationFunction.tanh();
          case SIGMOID -> ActivationFunction.sigmoid();
          case RECTIFIER -> ActivationFunction.rectifier();
          case LINEAR -> ActivationFunction.linear();
        };
    var smile = new SmileLayer(DenseMatrix.of(weights), Vector.column(bias), function);

    Layer layer = new Layer(weights, bias, activation);

    for (double[] row : rows(20, 12, 6)) {
      smile.propagate(Vector.column(row));
      double[] output = layer.apply(row);
      for (int i = 0; i < output.length; i++) {
        assertThat(output[i]).isCloseTo(smile.output().get(i), within(1e-12));
      }
    }
  }

  private static final class SmileLayer extends smile.model.mlp.Layer {
    private static final long serialVersionUID = 1L;
    private final transient ActivationFunction function;

    SmileLayer(DenseMatrix weights, Vector bias, ActivationFunction function) {
      super(weights, bias);
      this.function = function;
    }

    @Override
    public void transform(Vector x) {
      function.f(x);
    }

    @Override
    public void backpropagate(Vector lowerLayerGradient) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void shouldLearnAndStayModestWithFewRuns() {
    double[][] x = rows(8, 40, 9);
    boolean[] high = {true, false, true, false, true, false, true, false};

    MlpModel model = MlpFitter.fit(x, high, ClassifierSettings.mlp(), 1);

    for (int i = 0; i < 8; i++) {
      double probability = model.probabilityHigh(x[i]);
      assertThat(probability >= 0.5).isEqualTo(high[i]);
      assertThat(probability).isBetween(0.01, 0.99);
    }
    for (double[] row : rows(50, 40, 10)) {
      assertThat(model.probabilityHigh(row)).isBetween(0.005, 0.995);
    }
  }

  @Test
  void shouldTellHighFromLowOnRunsItHasNotSeen() {
    double[][] x = rows(120, 6, 4);
    boolean[] high = SyntheticRuns.high(SyntheticRuns.outcomes(x, 5), THRESHOLD);
    MlpModel model = MlpFitter.fit(x, high, ClassifierSettings.mlp(), 1);
    double[][] unseen = rows(200, 6, 6);
    boolean[] truth = SyntheticRuns.high(SyntheticRuns.outcomes(unseen, 7), THRESHOLD);

    int right = 0;
    for (int i = 0; i < unseen.length; i++) {
      right += (model.probabilityHigh(unseen[i]) >= 0.5) == truth[i] ? 1 : 0;
    }

    assertThat(right).isGreaterThan(165);
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeedOnAnyThread() throws InterruptedException {
    double[][] x = rows(20, 12, 1);
    boolean[] high = SyntheticRuns.high(SyntheticRuns.outcomes(x, 2), THRESHOLD);
    MlpModel[] fitted = new MlpModel[2];
    for (int k = 0; k < 2; k++) {
      int slot = k;
      Thread.ofVirtual()
          .start(() -> fitted[slot] = MlpFitter.fit(x, high, ClassifierSettings.mlp(), 42))
          .join();
    }

    assertThat(Bits.of(fitted[0])).isEqualTo(Bits.of(fitted[1]));
    assertThat(Bits.of(MlpFitter.fit(x, high, ClassifierSettings.mlp(), 43)))
        .isNotEqualTo(Bits.of(fitted[0]));
  }

  @Test
  void shouldRejectLayersThatDoNotFit() {
    Layer hidden = new Layer(new double[3][2], new double[3], Activation.TANH);
    Layer output = new Layer(new double[1][4], new double[1], Activation.SIGMOID);

    assertThatThrownBy(() -> new MlpModel(List.of(hidden, output)))
        .hasMessage("Layer 1 takes 4 inputs; the layer before gives 3");
    assertThatThrownBy(() -> new MlpModel(List.of(hidden)))
        .hasMessageContaining("The last layer has 3 TANH neurons");
    assertThatThrownBy(() -> new Layer(new double[1][2], new double[2], Activation.TANH))
        .hasMessageContaining("bias has 2 values and weights 1 rows");
  }
}
