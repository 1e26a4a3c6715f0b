package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.prediction.Forecast.NotCovered;
import io.epochgraph.prediction.Forecast.Predicted;
import io.epochgraph.prediction.Forecast.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FittedPredictorTest {
  private static final Cohort COHORT = new Cohort("lenet5", "cifar10");

  /** Sees accuracy and loss of epoch 1; says 0.4 + accuracy. */
  private static EpochModel model(int endEpoch, int snapshots, int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    double[] coefficients = new double[columns];
    coefficients[0] = 1;
    return new EpochModel(
        endEpoch,
        snapshots,
        new Standardizer(new double[columns], ones),
        new RidgeModel(coefficients, 0.4, 1),
        new SvmModel(
            new Kernel.Linear(),
            columns,
            new double[][] {coefficients},
            new double[] {1},
            -0.5,
            -4,
            0),
        LeftOut.UNKNOWN);
  }

  private static Predicted predicted(double accuracy, double probabilityHigh, Verdict verdict) {
    return new Predicted(
        accuracy, probabilityHigh, verdict, Optional.empty(), List.of(), Optional.empty());
  }

  private static FittedPredictor predictor(String id, List<EpochModel> models) {
    return new FittedPredictor(
        id,
        3,
        COHORT,
        Target.BEST_VALIDATION_ACCURACY,
        0.4,
        "expanding",
        InputSpec.parse("curve"),
        models,
        List.of("a", "b"));
  }

  private final FittedPredictor predictor = predictor("p", List.of(model(2, 3, 4), model(1, 2, 2)));

  private static Observation curve(double... accuracy) {
    double[] loss = new double[accuracy.length];
    Arrays.fill(loss, 2);
    return new Observation(Map.of(), accuracy, loss, false);
  }

  @Test
  void shouldPredictAccuracyProbabilityAndVerdict() {
    Predicted high = (Predicted) predictor.predict(1, curve(0.1, 0.51));
    Predicted low = (Predicted) predictor.predict(1, curve(0.1, 0.3));

    assertThat(high.accuracy()).isEqualTo(0.91);
    assertThat(high.probabilityHigh()).isEqualTo(1 / (1 + StrictMath.exp(-4 * (0.51 - 0.5))));
    assertThat(high.verdict()).isEqualTo(Verdict.HIGH);
    assertThat(low.verdict()).isEqualTo(Verdict.LOW);
  }

  @Test
  void shouldLimitTheAccuracyToFractions() {
    assertThat(((Predicted) predictor.predict(1, curve(0.1, 0.9))).accuracy()).isEqualTo(1);
  }

  @Test
  void shouldSayThatARunDiverged() {
    for (int epoch : new int[] {1, 40}) {
      assertThat(predictor.predict(epoch, SyntheticRuns.diverged(2)))
          .isEqualTo(new Forecast.Diverged());
    }
  }

  @Test
  void shouldNameTheCoveredEpochsWhereItHasNoModel() {
    assertReason(predictor.predict(7, curve(0.1, 0.2)))
        .isEqualTo("Predictor p@3: epoch 7 is not covered; covered are [1, 2]");
  }

  @Test
  void shouldSayWhichWindowItTakes() {
    assertReason(predictor.predict(2, curve(0.1, 0.2)))
        .isEqualTo(
            "Predictor p@3: a window of 2 snapshots ending at epoch 2 is not covered;"
                + " there it takes 3; covered epochs are [1, 2]");
  }

  @Test
  void shouldNameTheColumnThatIsUnknown() {
    assertReason(predictor.predict(1, curve(0.1, Double.NaN)))
        .isEqualTo(
            "Predictor p@3: at epoch 1: Column curve[1].validationAccuracy is NaN;"
                + " it must be a finite number");
  }

  private static AbstractStringAssert<?> assertReason(Forecast forecast) {
    return assertThat(forecast)
        .asInstanceOf(InstanceOfAssertFactories.type(NotCovered.class))
        .extracting(NotCovered::reason, InstanceOfAssertFactories.STRING);
  }

  @Test
  void shouldRejectPredictorsThatCannotBe() {
    assertThatThrownBy(() -> predictor("a b", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Predictor id is \"a b\"");
    assertThatThrownBy(() -> predictor("p", List.of(model(1, 2, 2), model(1, 2, 2))))
        .hasMessageContaining("two models for end epoch 1");
    assertThatThrownBy(() -> predictor("p", List.of(model(1, 2, 3))))
        .hasMessage("The model for end epoch 1 takes 3 columns; its inputs have 2");
    assertThatThrownBy(() -> predicted(0.5, 0.9, Verdict.LOW))
        .hasMessageContaining("verdict is LOW at probabilityHigh 0.9");
    assertThatThrownBy(() -> predicted(Double.NaN, 0.9, Verdict.HIGH))
        .hasMessageContaining("accuracy is NaN");
  }
}
