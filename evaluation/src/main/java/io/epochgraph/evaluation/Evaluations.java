package io.epochgraph.evaluation;

import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.Evaluation;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Scores;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Judges ways of predicting by k-fold cross-validation on a corpus, repeated with other folds.
 *
 * @param folds runs are divided into
 * @param repeats with other divisions
 * @param seed of the first division and of the fits; the same gives the same figures
 */
public record Evaluations(int folds, int repeats, long seed) {

  /** The row of the plain forecast that a run ends where it stands. */
  public static final String LAST_ACCURACY = "last accuracy";

  private static final int LEAST_RUNS = 10;

  public Evaluations {
    if (folds < 2 || repeats < 1) {
      throw new IllegalArgumentException(
          "folds %d, repeats %d: want 2 folds or more, and 1 repeat or more"
              .formatted(folds, repeats));
    }
  }

  /**
   * The paper's signatures with each feature, average and classifier (its Figures 4, 5, 10 and 11),
   * and beside them the curve, the graph's change since the initial weights, and both.
   */
  public static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    ClassifierSettings svm = ClassifierSettings.svm();
    ClassifierSettings mlp = ClassifierSettings.mlp();
    for (String feature : List.of("degree", "eigenvector")) {
      for (String average : List.of("raw", "linear", "exponential")) {
        InputSpec inputs = InputSpec.parse("graph:rolled/%s/%s".formatted(feature, average));
        ways.add(new Way("SVM %s %s".formatted(feature, average), inputs, svm));
        ways.add(new Way("MLP %s %s".formatted(feature, average), inputs, mlp));
      }
    }
    ways.add(new Way("SVM curve", InputSpec.parse("curve"), svm));
    InputSpec change = InputSpec.parse("change:rolled/degree/raw", "change:rolled/eigenvector/raw");
    ways.add(new Way("SVM change", change, svm));
    ways.add(
        new Way(
            "SVM change, curve",
            InputSpec.parse("change:rolled/degree/raw", "change:rolled/eigenvector/raw", "curve"),
            svm));
    return List.copyOf(ways);
  }

  /**
   * Scores of each way, and of the plain forecast in the first row.
   *
   * @param runs whose observations have what the ways look at
   * @param threshold outcomes from here on are high, a fraction
   */
  public List<WayScores> of(
      List<FittingRun> runs, List<Way> ways, Target target, double threshold) {
    List<List<Evaluation>> evaluations =
        ways.parallelStream().map(way -> repeated(runs, way, target, threshold)).toList();
    List<WayScores> scores = new ArrayList<>();
    scores.add(scores(LAST_ACCURACY, evaluations.getFirst(), Evaluation.Epoch::lastAccuracy));
    for (int i = 0; i < ways.size(); i++) {
      scores.add(scores(ways.get(i).name(), evaluations.get(i), Evaluation.Epoch::predictor));
    }
    return scores;
  }

  private List<Evaluation> repeated(
      List<FittingRun> runs, Way way, Target target, double threshold) {
    FittingSettings settings =
        FittingSettings.of("evaluated", new Cohort("any", "any"), way.inputs())
            .withTarget(target)
            .withThreshold(threshold)
            .withClassifier(way.classifier())
            .withMinimumRuns(LEAST_RUNS);
    return IntStream.range(0, repeats)
        .mapToObj(repeat -> Evaluation.crossValidate(runs, settings, folds, seed + repeat))
        .toList();
  }

  private static WayScores scores(
      String name, List<Evaluation> repeats, Function<Evaluation.Epoch, Scores> which) {
    SortedMap<Integer, WayScores.AtEpoch> byEpoch = new TreeMap<>();
    for (int i = 0; i < repeats.getFirst().epochs().size(); i++) {
      int at = i;
      List<Scores> all = repeats.stream().map(of -> which.apply(of.epochs().get(at))).toList();
      Evaluation.Epoch epoch = repeats.getFirst().epochs().get(i);
      byEpoch.put(
          epoch.endEpoch(),
          new WayScores.AtEpoch(
              epoch.runs(),
              figure(all, Scores::highLowAccuracy),
              figure(all, Scores::meanAbsoluteError),
              figure(all, Scores::r2)));
    }
    return new WayScores(name, byEpoch);
  }

  private static Figure figure(List<Scores> scores, Function<Scores, Double> which) {
    return Figure.of(scores.stream().map(which).mapToDouble(Double::doubleValue).toArray());
  }
}
