package io.epochgraph.predictorstream;

import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.ClassifierSettings.SvmKernel;
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
  private static final String CHAMPION = "mlp";
  private static final double SOFT_MARGIN = 1;
  private static final double CIFAR10_THRESHOLD = 0.40;

  /**
   * The default: an MLP and a linear SVM on how far the graph has moved from the initial weights
   * and on the curve so far, for the best validation accuracy; high is 40 % on CIFAR-10, elsewhere
   * the median. Few columns and simple models, since a sweep has few runs when it is first fitted.
   */
  public static FittingRequest of(Cohort cohort, long seed) {
    var classifiers = new TreeMap<String, ClassifierSettings>();
    classifiers.put("svm", new ClassifierSettings.Svm(SvmKernel.LINEAR, SOFT_MARGIN));
    classifiers.put(CHAMPION, ClassifierSettings.mlp());
    return new FittingRequest(
        cohort,
        Target.BEST_VALIDATION_ACCURACY,
        cohort.dataset().equals("cifar10")
            ? OptionalDouble.of(CIFAR10_THRESHOLD)
            : OptionalDouble.empty(),
        "expanding",
        InputSpec.parse("distance:rolled/degree/raw", "distance:rolled/eigenvector/raw", "curve"),
        classifiers,
        MINIMUM_RUNS,
        seed);
  }

  /** The id of the predictor to show where only one is shown: the MLP's. */
  public String championId() {
    return id(CHAMPION);
  }

  String id(String classifier) {
    return "%s-%s-%s".formatted(cohort.network(), cohort.dataset(), classifier);
  }
}
