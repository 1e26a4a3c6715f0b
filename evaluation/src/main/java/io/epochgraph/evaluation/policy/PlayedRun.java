package io.epochgraph.evaluation.policy;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.CurvePoint;
import io.epochgraph.contract.GraphStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A recorded run that can be played again: its whole curve, which policies must not see. */
public final class PlayedRun {

  private static final int NEVER = Integer.MAX_VALUE;

  private final String id;
  private final double[] accuracy;
  private final int divergedFrom;

  /**
   * A run that has not diverged.
   *
   * @param accuracy (epochs + 1), the validation accuracy after each epoch, that of the initial
   *     weights first; NaN where unknown. At least one after training must be known.
   */
  public PlayedRun(String id, double[] accuracy) {
    this(id, accuracy, NEVER);
  }

  /**
   * A run.
   *
   * @param divergedFrom the first epoch whose weights are NaN or infinite
   */
  public PlayedRun(String id, double[] accuracy, int divergedFrom) {
    this.id = id;
    this.accuracy = accuracy.clone();
    this.divergedFrom = divergedFrom;
    if (Arrays.stream(accuracy).skip(1).allMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "run %s has no validation accuracy after an epoch of training: want one or more"
              .formatted(id));
    }
  }

  /** A corpus's runs, but those whose curve has nothing after the initial weights. */
  public static List<PlayedRun> of(List<CorpusRun> corpus) {
    return corpus.stream().filter(PlayedRun::trained).map(PlayedRun::of).toList();
  }

  private static boolean trained(CorpusRun run) {
    return run.getCurve().stream()
        .anyMatch(
            point -> point.getEpoch() > 0 && point.getMetrics().getValidationAccuracy() != null);
  }

  private static PlayedRun of(CorpusRun run) {
    double[] accuracy = new double[run.getCurve().getLast().getEpoch() + 1];
    Arrays.fill(accuracy, Double.NaN);
    for (CurvePoint point : run.getCurve()) {
      Double known = point.getMetrics().getValidationAccuracy();
      accuracy[point.getEpoch()] = known == null ? Double.NaN : known;
    }
    int divergedFrom =
        run.getStatistics().stream()
            .filter(GraphStatistics::getDiverged)
            .mapToInt(GraphStatistics::getEpoch)
            .findFirst()
            .orElse(NEVER);
    return new PlayedRun(run.getRun().getRun(), accuracy, divergedFrom);
  }

  public String id() {
    return id;
  }

  /** Epochs trained up to its recorded end. */
  public int epochs() {
    return accuracy.length - 1;
  }

  /** The best accuracy after any epoch of training. */
  public double best() {
    return IntStream.rangeClosed(1, epochs())
        .mapToDouble(this::accuracy)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElseThrow();
  }

  /** Whether its weights ever became NaN or infinite. */
  public boolean diverges() {
    return divergedFrom != NEVER;
  }

  double accuracy(int epoch) {
    return accuracy[epoch];
  }

  boolean divergedBy(int epoch) {
    return epoch >= divergedFrom;
  }
}
