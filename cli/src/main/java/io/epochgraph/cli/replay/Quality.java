package io.epochgraph.cli.replay;

import io.epochgraph.contract.Score;
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
        r2(predicted, actual),
        kendallTau(predicted, actual),
        verdicts.isEmpty()
            ? null
            : (Double) ((double) verdicts.stream().filter(it -> it).count() / verdicts.size()));
  }

  private static Double r2(double[] predicted, double[] actual) {
    double mean = 0;
    for (double one : actual) {
      mean += one / actual.length;
    }
    double error = 0;
    double deviation = 0;
    for (int i = 0; i < actual.length; i++) {
      error += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
      deviation += (actual[i] - mean) * (actual[i] - mean);
    }
    return deviation == 0 ? null : (Double) (1 - error / deviation);
  }

  /** Over all pairs of runs: thousands of runs take a moment. */
  static Double kendallTau(double[] a, double[] b) {
    long balance = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        int orderA = Double.compare(a[i], a[j]);
        int orderB = Double.compare(b[i], b[j]);
        balance += (long) Integer.signum(orderA) * Integer.signum(orderB);
        untiedA += orderA == 0 ? 0 : 1;
        untiedB += orderB == 0 ? 0 : 1;
      }
    }
    if (untiedA == 0 || untiedB == 0) {
      return null;
    }
    return balance / Math.sqrt((double) untiedA * untiedB);
  }
}
