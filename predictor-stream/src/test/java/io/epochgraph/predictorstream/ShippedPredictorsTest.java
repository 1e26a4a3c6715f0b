package io.epochgraph.predictorstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Predictor;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.RunSettings;
import io.epochgraph.prediction.SignatureKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedPredictorsTest {

  /** A run after one epoch whose weights have moved by a thousandth of their size. */
  private static Observation started(double learningRate, double accuracy, double moved) {
    Map<SignatureKey, double[]> signatures = new HashMap<>();
    signatures.put(
        SignatureKey.parse("rolled/degree/raw"), new double[] {4, 4, 1, 0, 0, 4, 4, 1, 0, 0});
    for (String graph : List.of("rolled-since-start", "rolled-since-previous")) {
      for (String feature : List.of("degree", "eigenvector")) {
        signatures.put(
            new SignatureKey(graph, feature, "raw"),
            new double[] {0, 0, 0, 0, 0, 3 * moved, 4 * moved, 2 * moved, 0, 0});
      }
    }
    return new Observation(
        signatures,
        new double[] {0.1, accuracy},
        new double[] {Double.NaN, 2.2},
        new RunSettings(learningRate, 0.2),
        false);
  }

  @Test
  void shouldPredictFromTheFirstEpoch() {
    assertThat(ShippedPredictors.all())
        .hasSize(3)
        .allSatisfy(
            shipped -> {
              FittedPredictor predictor = PredictorCodec.decode(shipped);
              assertThat(predictor.key()).endsWith("-kernel@1");
              assertThat(predictor.coveredEpochs()).contains(1, 2, 3, 4, 5, 10);
              assertThat(predictor.fittedOn()).hasSizeGreaterThan(30);
              assertThat(shipped.getPromotion()).isZero();
              assertThat(predictor.predict(1, started(0.01, 0.2, 1e-3)))
                  .isInstanceOfSatisfying(
                      Forecast.Predicted.class,
                      said -> {
                        assertThat(said.interval()).isPresent();
                        assertThat(said.quantiles()).isNotEmpty();
                      });
            });
  }

  @Test
  void shouldAbstainFromARunUnlikeAnyOther() {
    Predictor shipped = ShippedPredictors.all().getFirst();
    FittedPredictor predictor = PredictorCodec.decode(shipped);

    assertThat(predictor.predict(1, started(1e3, 0.99, 50)))
        .isInstanceOfSatisfying(
            Forecast.Predicted.class,
            said ->
                assertThat(said.abstention().orElseThrow())
                    .contains("times as far from the nearest of the 162 fitted runs"));
  }
}
