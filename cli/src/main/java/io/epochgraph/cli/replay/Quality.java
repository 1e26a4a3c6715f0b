package io.epochgraph.cli.replay;

import io.epochgraph.contract.Score;
import io.epochgraph.prediction.Agreement;
import java.util.List;
import java.util.Objects;

/**
 * How good predictions of some runs were.
 *
 * @param meanAbsoluteError a fraction
 * @param r2 1 − (squared error) / (squared deviation of the accuracies from their mean); null where
 *     all are equal
 * @param kendallTau Kendall's τ-b of predicted and actual accuracies; null where one of them is the
 *     same for all runs
 * @param highLowRight the share of right verdicts; null where there is none
 */
public record Quality(double meanAbsoluteError, Double r2, Double kendallTau, Double highLowRight) {

  static Quality of(List<Score> scores) {
    double[] predicted = scores.stream().mapToDouble(Score::getPredicted).toArray();
    double[] actual = scores.stream().mapToDouble(Score::getActual).toArray();
    List<Boolean> verdicts =
        scores.stream().map(Score::getVerdictRight).filter(Objects::nonNull).toList();
    return new Quality(
        scores.stream().mapToDouble(it -> Math.abs(it.getError())).average().orElseThrow(),
        known(Agreement.r2(predicted, actual)),
        known(Agreement.tau(predicted, actual)),
        verdicts.isEmpty()
            ? null
            : (Double) ((double) verdicts.stream().filter(it -> it).count() / verdicts.size()));
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
