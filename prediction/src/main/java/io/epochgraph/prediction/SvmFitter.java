package io.epochgraph.prediction;

import java.util.Arrays;
import smile.classification.PlattScaling;
import smile.classification.SVM;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;

/**
 * Fits a support vector machine by Smile, and Platt's scaling to scores of runs that the machine
 * had not seen: it is refitted without each of up to {@value #FOLDS} groups of runs, one run a
 * group where they are few. Where a class has a single run the machine's own scores must do.
 *
 * <p>With few runs every multiplier may sit at its bound, which leaves the intercept free within an
 * interval; then the seed's order of runs decides, and rounding may.
 */
final class SvmFitter {
  private static final int FOLDS = 20;
  private static final int MOST_PASSES = 20;
  private static final int LEAST_PASSES = 3;
  private static final int STEPS = 600;
  private static final double TOLERANCE = 1e-6;

  private SvmFitter() {}

  /** Fits to rows of both classes. */
  static SvmModel fit(
      double[][] x /* (runs, columns) */,
      boolean[] high /* (runs) */,
      ClassifierSettings.Svm settings,
      long seed) {
    int[] labels = new int[high.length];
    int highs = 0;
    for (int i = 0; i < high.length; i++) {
      labels[i] = high[i] ? 1 : -1;
      highs += high[i] ? 1 : 0;
    }
    MercerKernel<double[]> kernel = kernel(settings, x[0].length);
    SVM<double[]> machine = machine(x, labels, kernel, settings, seed);
    boolean single = Math.min(highs, high.length - highs) < 2;
    double[] scores =
        single
            ? Arrays.stream(x).mapToDouble(machine::score).toArray()
            : unseenScores(x, high, labels, kernel, settings, seed);
    return model(machine, scale(scores, labels), x[0].length);
  }

  private static MercerKernel<double[]> kernel(ClassifierSettings.Svm settings, int columns) {
    return switch (settings.kernel()) {
      case LINEAR -> new LinearKernel();
      case GAUSSIAN -> new GaussianKernel(Math.sqrt(columns));
    };
  }

  static SVM<double[]> machine(
      double[][] x,
      int[] labels,
      MercerKernel<double[]> kernel,
      ClassifierSettings.Svm settings,
      long seed) {
    MathEx.setSeed(seed);
    int passes = Math.clamp(STEPS / x.length, LEAST_PASSES, MOST_PASSES);
    return SVM.fit(x, labels, kernel, new SVM.Options(settings.softMargin(), TOLERANCE, passes));
  }

  private static double[] unseenScores(
      double[][] x,
      boolean[] high,
      int[] labels,
      MercerKernel<double[]> kernel,
      ClassifierSettings.Svm settings,
      long seed) {
    int[] fold = Folds.stratified(high, FOLDS, seed);
    double[] scores = new double[x.length];
    for (int f = 0; f < Math.min(FOLDS, x.length); f++) {
      int[] seen = Folds.outside(fold, f);
      double[][] seenRows = Arrays.stream(seen).mapToObj(i -> x[i]).toArray(double[][]::new);
      int[] seenLabels = Arrays.stream(seen).map(i -> labels[i]).toArray();
      SVM<double[]> machine = machine(seenRows, seenLabels, kernel, settings, seed);
      for (int i : Folds.inside(fold, f)) {
        scores[i] = machine.score(x[i]);
      }
    }
    return scores;
  }

  /**
   * Platt's scaling. Scores that would speak against their own class hold no information, which
   * happens with few runs; then only the classes' frequencies count.
   */
  private static Scaling scale(double[] scores, int[] labels) {
    Scaling fitted = Scaling.of(PlattScaling.fit(scores, labels));
    if (fitted.slope() <= 0 && Double.isFinite(fitted.offset())) {
      return fitted;
    }
    long highs = Arrays.stream(labels).filter(label -> label > 0).count();
    return new Scaling(0, StrictMath.log((labels.length - highs + 1.0) / (highs + 1.0)));
  }

  private static SvmModel model(SVM<double[]> machine, Scaling scaling, int columns) {
    double[][] vectors = machine.vectors();
    double[] weights = machine.weights();
    Kernel kernel =
        switch (machine.kernel()) {
          case GaussianKernel gaussian -> new Kernel.Gaussian(gaussian.scale());
          case LinearKernel _ -> new Kernel.Linear();
          default -> throw new IllegalStateException("Unexpected kernel " + machine.kernel());
        };
    if (kernel instanceof Kernel.Linear) {
      double[] normal = new double[columns];
      for (int i = 0; i < vectors.length; i++) {
        for (int j = 0; j < columns; j++) {
          normal[j] += weights[i] * vectors[i][j];
        }
      }
      vectors = new double[][] {normal};
      weights = new double[] {1};
    }
    return new SvmModel(
        kernel, columns, vectors, weights, machine.intercept(), scaling.slope(), scaling.offset());
  }

  /** Platt's two parameters, which Smile keeps to itself. */
  record Scaling(double slope, double offset) {
    static Scaling of(PlattScaling scaling) {
      return new Scaling(parameter(scaling, "alpha"), parameter(scaling, "beta"));
    }

    private static double parameter(PlattScaling scaling, String name) {
      try {
        var field = PlattScaling.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.getDouble(scaling);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("This version of Smile has no PlattScaling." + name, e);
      }
    }
  }
}
