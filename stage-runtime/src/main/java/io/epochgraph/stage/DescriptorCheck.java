package io.epochgraph.stage;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.schemas.Printable;
import io.epochgraph.schemas.RunId;
import java.util.Map;

/** The rules for what records say of a run, of its names and of what its trainer measured. */
public final class DescriptorCheck {

  private static final int MAX_NAME = 200;
  private static final int MAX_OTHERS = 100;
  private static final int MAX_OTHER = 1_000;

  private DescriptorCheck() {}

  /**
   * Checks names and numbers of a descriptor.
   *
   * @throws IllegalArgumentException that says what would be right
   */
  public static void check(RunDescriptor descriptor) {
    checkName("network", descriptor.getNetwork());
    checkName("dataset", descriptor.getDataset());
    if (descriptor.getSweep() != null) {
      checkName("sweep", descriptor.getSweep());
    }
    Hyperparameters settings = descriptor.getHyperparameters();
    checkName("optimizer", settings.getOptimizer());
    checkMeasured("learning rate", settings.getLearningRate());
    checkFraction("dropout", settings.getDropout());
    checkOthers(settings.getOthers());
  }

  /**
   * Checks what a trainer measured: accuracies are fractions; losses may be NaN or infinite, since
   * a run may diverge; learning rate and seconds may not.
   *
   * @throws IllegalArgumentException that says what would be right
   */
  public static void check(Metrics metrics) {
    checkFraction("validation accuracy", metrics.getValidationAccuracy());
    checkMeasured("learning rate", metrics.getLearningRate());
    checkMeasured("seconds", metrics.getSeconds());
  }

  /**
   * Checks a name: 1 to 200 characters that can be seen.
   *
   * @param what whose name it is, for the message
   * @throws IllegalArgumentException that says so
   */
  public static void checkName(String what, String name) {
    if (name.isBlank() || !isFit(name, MAX_NAME)) {
      throw new IllegalArgumentException(
          "%s %s: want 1 to %d characters, none of them control characters"
              .formatted(what, RunId.printable(name), MAX_NAME));
    }
  }

  /**
   * Checks a fraction, if there is one.
   *
   * @throws IllegalArgumentException where it is not in [0, 1], or NaN
   */
  public static void checkFraction(String what, Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s %s: want a fraction from 0 to 1".formatted(what, value));
    }
  }

  private static void checkMeasured(String what, Double value) {
    if (value != null && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s %s: want a finite number, 0 or more".formatted(what, value));
    }
  }

  private static void checkOthers(Map<String, String> others) {
    if (others.size() > MAX_OTHERS) {
      throw new IllegalArgumentException(
          "%d other hyperparameters: want at most %d".formatted(others.size(), MAX_OTHERS));
    }
    others.forEach(
        (name, value) -> {
          checkName("hyperparameter", name);
          if (!isFit(value, MAX_OTHER)) {
            throw new IllegalArgumentException(
                "hyperparameter %s = %s: want at most %d characters, none of them control characters"
                    .formatted(name, RunId.printable(value), MAX_OTHER));
          }
        });
  }

  private static boolean isFit(String text, int most) {
    return text.length() <= most && Printable.of(text, most).equals(text);
  }
}
