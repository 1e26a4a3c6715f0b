package io.epochgraph.predictorstream;

import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Target;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to fit.
 *
 * @param cohort the runs to fit on
 * @param target the outcome to predict
 * @param threshold outcomes from here on are high; empty takes the median of the fitted runs'
 * @param window the windows to read, for example "expanding"
 * @param inputs the columns to see
 * @param classifiers which classifiers, by the end of their predictor's id
 * @param minimumRuns epochs that fewer runs have reached get no model
 * @param seed of whatever is drawn
 */
public record FittingRequest(
    Cohort cohort,
    Target target,
    OptionalDouble threshold,
    String window,
    InputSpec inputs,
    SortedMap<String, ClassifierSettings> classifiers,
    int minimumRuns,
    long seed) {

  private static final int MINIMUM_RUNS = 6;
  private static final String CHAMPION = "svm";
  private static final double CIFAR10_THRESHOLD = 0.40;

  /**
   * The default: an SVM and an MLP on the change of the graph since the initial weights and the
   * curve so far, for the best validation accuracy; high is 40 % on CIFAR-10, elsewhere the median.
   */
  public static FittingRequest of(Cohort cohort, long seed) {
    var classifiers = new TreeMap<String, ClassifierSettings>();
    classifiers.put(CHAMPION, ClassifierSettings.svm());
    classifiers.put("mlp", ClassifierSettings.mlp());
    return new FittingRequest(
        cohort,
        Target.BEST_VALIDATION_ACCURACY,
        cohort.dataset().equals("cifar10")
            ? OptionalDouble.of(CIFAR10_THRESHOLD)
            : OptionalDouble.empty(),
        "expanding",
        InputSpec.parse("change:rolled/degree/raw", "change:rolled/eigenvector/raw", "curve"),
        classifiers,
        MINIMUM_RUNS,
        seed);
  }

  /** The id of the predictor to show where only one is shown: the SVM's. */
  public String championId() {
    return id(CHAMPION);
  }

  String id(String classifier) {
    return "%s-%s-%s".formatted(cohort.network(), cohort.dataset(), classifier);
  }
}
