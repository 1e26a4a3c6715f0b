package io.epochgraph.predictorstream;

import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.ClassifierSettings.SvmKernel;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.ModelSettings.Regression;
import io.epochgraph.prediction.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What to fit.
 *
 * @param cohort the runs to fit on
 * @param target the outcome to predict
 * @param threshold outcomes from here on are high; empty takes the median of the fitted runs'
 * @param window the windows to read, for example "expanding"
 * @param inputs the columns to see
 * @param models which models, by the end of their predictor's id
 * @param minimumRuns epochs that fewer runs have reached get no model
 * @param seed of whatever is drawn
 * @param name what the predictors' ids begin with
 * @param holdOut the share of runs to leave out, in [0, 1), to judge predictors on; the same ones
 *     whatever the seed and whoever else is there
 */
public record FittingRequest(
    Cohort cohort,
    Target target,
    OptionalDouble threshold,
    String window,
    InputSpec inputs,
    SortedMap<String, ModelSettings> models,
    int minimumRuns,
    long seed,
    String name,
    double holdOut) {

  private static final int MINIMUM_RUNS = 6;
  private static final String CHAMPION = "ridge";

  /** The end of the id of a predictor that {@link #ofMovement} asks for. */
  public static final String KERNEL = "kernel";

  private static final int KERNEL_RUNS = 10;
  private static final double SOFT_MARGIN = 1;
  private static final double CIFAR10_THRESHOLD = 0.40;
  private static final int SHARES = 10_000;

  /** Checks the share of runs to leave out. */
  public FittingRequest {
    if (!(holdOut >= 0 && holdOut < 1)) {
      throw new IllegalArgumentException(
          "hold-out of %s: want a share from 0 to less than 1".formatted(holdOut));
    }
  }

  /**
   * The default: a ridge regression on how far the graph has moved from the initial weights and on
   * the curve so far, for the best validation accuracy, and beside it the paper's classifiers, an
   * MLP and a linear SVM; high is 40 % on CIFAR-10, elsewhere the median. Few columns and simple
   * models, since a sweep has few runs when it is first fitted.
   */
  public static FittingRequest of(Cohort cohort, long seed) {
    var models = new TreeMap<String, ModelSettings>();
    models.put(
        "svm",
        new ModelSettings(
            Regression.RIDGE, new ClassifierSettings.Svm(SvmKernel.LINEAR, SOFT_MARGIN)));
    models.put("mlp", ModelSettings.mlp());
    models.put(CHAMPION, ModelSettings.ridge());
    return new FittingRequest(
        cohort,
        Target.BEST_VALIDATION_ACCURACY,
        cohort.dataset().equals("cifar10")
            ? OptionalDouble.of(CIFAR10_THRESHOLD)
            : OptionalDouble.empty(),
        "expanding",
        InputSpec.parse("distance:rolled/degree/raw", "distance:rolled/eigenvector/raw", "curve"),
        models,
        MINIMUM_RUNS,
        seed,
        cohort.network() + "-" + cohort.dataset(),
        0);
  }

  /**
   * A kernel regression on how far the weights have moved, the curve and the settings: better than
   * the default from a dozen runs on. Takes signatures of graphs of differences.
   */
  public static FittingRequest ofMovement(Cohort cohort, long seed) {
    FittingRequest usual = of(cohort, seed);
    return new FittingRequest(
        cohort,
        usual.target(),
        usual.threshold(),
        usual.window(),
        InputSpec.movement("curve", "settings"),
        new TreeMap<>(Map.of(KERNEL, ModelSettings.kernel())),
        KERNEL_RUNS,
        seed,
        usual.name(),
        0);
  }

  /** Whether {@code run} is left out of the fit. */
  public boolean isHeldOut(String run) {
    var crc = new CRC32();
    crc.update(run.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % SHARES < holdOut * SHARES;
  }

  /**
   * The id of the predictor to show where only one is shown: the ridge regression's, where it is
   * wanted.
   */
  public String championId() {
    return id(models.containsKey(CHAMPION) ? CHAMPION : models.firstKey());
  }

  String id(String model) {
    return name + "-" + model;
  }
}
