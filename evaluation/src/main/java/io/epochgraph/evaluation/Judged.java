package io.epochgraph.evaluation;

import io.epochgraph.prediction.Target;
import java.util.List;
import java.util.SortedMap;

/**
 * How good predictions are on one corpus.
 *
 * @param corpus its name
 * @param cohort network and dataset, for people
 * @param target what is predicted
 * @param threshold outcomes from here on are high, a fraction
 * @param runs in the corpus
 * @param high how many of them are high
 * @param scores in each setting
 * @param gains of the graph over what is known without it, runs divided by chance
 * @param consecutive scores of predicting the final accuracy from so many consecutive snapshots
 *     alone (the paper's Tables 3 and 4), by their number
 * @param weightiest the columns of the paper's signatures that a linear regression weighs most
 *     after {@value #WEIGHED} epochs (Figures 7 to 9)
 */
public record Judged(
    String corpus,
    String cohort,
    Target target,
    double threshold,
    int runs,
    int high,
    List<InSetting> scores,
    List<Gain> gains,
    SortedMap<Integer, List<WayScores>> consecutive,
    List<Weight> weightiest) {
  /** The epoch whose weights are told. */
  public static final int WEIGHED = 5;

  /** Scores of all ways in one setting. */
  public record InSetting(Setting setting, List<WayScores> ways) {}

  /**
   * A column's weight.
   *
   * @param weight points of accuracy for one standard deviation more
   */
  public record Weight(String column, double weight) {}

  /** The scores in a setting. */
  public List<WayScores> in(Setting setting) {
    return scores.stream()
        .filter(it -> it.setting().equals(setting))
        .findFirst()
        .orElseThrow()
        .ways();
  }
}
