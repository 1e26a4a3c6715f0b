package io.epochgraph.prediction;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A predictor ready for use: everything it knows, as plain values. Predicting costs microseconds
 * and may be done from any number of threads.
 *
 * @param id letters, digits, '.', '_' and '-', at most 200
 * @param version at least 1; a predictor is never changed, only succeeded by a higher version
 * @param cohort the runs it speaks for
 * @param target the outcome it estimates
 * @param threshold outcomes from here on are high; a fraction
 * @param window the kind of window it was fitted on, such as {@code expanding}
 * @param inputs the columns it sees
 * @param epochModels one for each end epoch covered, kept in the order of epochs
 * @param fittedOn ids of the runs it has learnt from; no fair score exists for these
 */
public record FittedPredictor(
    String id,
    int version,
    Cohort cohort,
    Target target,
    double threshold,
    String window,
    InputSpec inputs,
    List<EpochModel> epochModels,
    List<String> fittedOn) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  public FittedPredictor {
    Require.that(
        ID.matcher(id).matches(), "Predictor id is \"%s\"; it must match %s", id, ID.pattern());
    Require.that(version >= 1, "version is %s; it must be at least 1", version);
    Require.fraction(threshold, "threshold");
    Require.that(
        !window.isBlank(), "window is \"%s\"; it must name one, such as expanding", window);
    fittedOn = List.copyOf(fittedOn);
    epochModels =
        epochModels.stream().sorted(Comparator.comparingInt(EpochModel::endEpoch)).toList();
    for (int i = 0; i < epochModels.size(); i++) {
      EpochModel model = epochModels.get(i);
      Require.that(
          i == 0 || epochModels.get(i - 1).endEpoch() < model.endEpoch(),
          "There are two models for end epoch %s; each may have one",
          model.endEpoch());
      int columns = inputs.names(model.snapshots()).size();
      Require.that(
          model.standardizer().columns() == columns,
          "The model for end epoch %s takes %s columns; its inputs have %s",
          model.endEpoch(),
          model.standardizer().columns(),
          columns);
    }
  }

  /** {@code id@version}, which names a predictor among all. */
  public String key() {
    return id + "@" + version;
  }

  /** The end epochs it has models for, in order. */
  public List<Integer> coveredEpochs() {
    return epochModels.stream().map(EpochModel::endEpoch).toList();
  }

  /**
   * Predicts a run's outcome from its history.
   *
   * @param endEpoch the last epoch of the observation's window
   * @return {@link Forecast.Diverged} for a diverged run at any epoch; {@link Forecast.NotCovered}
   *     where this predictor has no model for the epoch or the window's length, or where the
   *     observation lacks a value it needs, with the reason
   */
  public Forecast predict(int endEpoch, Observation observation) {
    if (observation.diverged()) {
      return new Forecast.Diverged();
    }
    Optional<EpochModel> found =
        epochModels.stream().filter(model -> model.endEpoch() == endEpoch).findFirst();
    if (found.isEmpty()) {
      return notCovered("epoch %s is not covered; covered are %s", endEpoch, coveredEpochs());
    }
    EpochModel model = found.get();
    if (observation.snapshots() != model.snapshots()) {
      return notCovered(
          "a window of %s snapshots ending at epoch %s is not covered; there it takes %s;"
              + " covered epochs are %s",
          observation.snapshots(), endEpoch, model.snapshots(), coveredEpochs());
    }
    double[] columns;
    try {
      columns = inputs.columns(observation);
    } catch (IllegalArgumentException incomplete) {
      return notCovered("at epoch %s: %s", endEpoch, incomplete.getMessage());
    }
    return model.predict(columns);
  }

  @FormatMethod
  private Forecast notCovered(String reason, Object... arguments) {
    return new Forecast.NotCovered("Predictor " + key() + ": " + reason.formatted(arguments));
  }
}
