package io.epochgraph.dashboard;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.schemas.Champions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the topics have said of one run so far. Records may come in any order across topics. */
final class RunState {

  private final String run;
  private final Attempts attempts = new Attempts();
  private final NavigableMap<Integer, EpochPoint> points = new TreeMap<>();
  private final NavigableMap<ForecastKey, Forecast> forecasts = new TreeMap<>();
  private final NavigableMap<ForecastKey, Outcome> scores = new TreeMap<>();
  private final KnownPredictors known;
  private Settings settings;
  private Run registered;
  private Instant lastSeen = Instant.MIN;
  private boolean silent;
  private long revision;

  RunState(String run, RunDescriptor descriptor, KnownPredictors known) {
    this.run = run;
    this.settings = Settings.of(descriptor);
    this.known = known;
  }

  /** Returns the epoch as it counts now, or null where the manifest changes nothing. */
  EpochPoint accept(EpochManifest manifest) {
    int attempt = manifest.getAttempt();
    int epoch = manifest.getEpoch();
    EpochPoint known = points.get(epoch);
    if (attempts.discarded(attempt, epoch)
        || (known != null && known.published() && known.attempt() >= attempt)) {
      return null;
    }
    if (attempts.note(attempt, epoch)) {
      points.values().removeIf(point -> attempts.discarded(point.attempt(), point.epoch()));
      forecasts.values().removeIf(made -> attempts.discarded(made.attempt(), made.epoch()));
      scores.values().removeIf(score -> attempts.discarded(score.attempt(), score.epoch()));
    }
    manifest
        .getSkipped()
        .forEach(
            skipped -> points.putIfAbsent(skipped.getEpoch(), EpochPoint.of(manifest, skipped)));
    var point = EpochPoint.of(manifest);
    points.put(epoch, point);
    settings = Settings.of(manifest.getDescriptor());
    seen(manifest.getTrainedAt());
    return point;
  }

  boolean accept(Run now) {
    if (registered != null && registered.getAttempt() > now.getAttempt()) {
      return false;
    }
    registered = now;
    settings = Settings.of(now.getDescriptor());
    seen(now.getChangedAt());
    return true;
  }

  /** Returns the prediction as it counts now, or null where it changes nothing. */
  Forecast accept(Prediction prediction) {
    var key = ForecastKey.of(prediction);
    Forecast known = forecasts.get(key);
    if (attempts.discarded(prediction.getAttempt(), prediction.getEpoch())
        || (known != null && known.attempt() >= prediction.getAttempt())) {
      return null;
    }
    forecasts.put(key, Forecast.of(prediction));
    return scored(key);
  }

  /** Returns the score as it counts now, or null where it changes nothing. */
  Outcome accept(Score score) {
    var key = ForecastKey.of(score);
    Outcome known = scores.get(key);
    if (attempts.discarded(score.getAttempt(), score.getEpoch())
        || (known != null && known.attempt() > score.getAttempt())) {
      return null;
    }
    var outcome = Outcome.of(score);
    scores.put(key, outcome);
    return outcome.with(fittedOn(key), isChampions(key));
  }

  void revised(long newRevision) {
    revision = newRevision;
  }

  /** Derives anew whether the run is silent; returns whether that has changed. */
  boolean derive(boolean caughtUp, Instant now) {
    boolean before = silent;
    silent =
        caughtUp && status() == RunStatus.RUNNING && Silence.since(lastSeen, points.values(), now);
    return silent != before;
  }

  int predictions() {
    return forecasts.size();
  }

  Collection<Forecast> forecasts() {
    return forecasts.keySet().stream().map(this::scored).toList();
  }

  Collection<Outcome> scores() {
    return scores.entrySet().stream()
        .map(entry -> entry.getValue().with(fittedOn(entry.getKey()), isChampions(entry.getKey())))
        .toList();
  }

  List<EpochPoint> epochs() {
    return List.copyOf(points.values());
  }

  String statusName() {
    return silent ? "SILENT" : status().name();
  }

  RunRow row() {
    var curve = new ArrayList<double[]>();
    for (EpochPoint point : points.values()) {
      if (point.validationAccuracy() != null) {
        curve.add(new double[] {point.epoch(), point.validationAccuracy()});
      }
    }
    int lastEpoch = points.isEmpty() ? 0 : points.lastKey();
    boolean ended = status() != RunStatus.RUNNING;
    return new RunRow(
        run,
        revision,
        Math.max(attempts.highest(), registered == null ? 0 : registered.getAttempt()),
        settings,
        registered != null,
        statusName(),
        ended ? registered.getReason() : null,
        registered == null ? null : registered.getPlannedEpochs(),
        ended ? Math.max(lastEpoch, registered.getLastEpoch()) : lastEpoch,
        curve,
        curve.isEmpty() ? null : curve.getLast()[1],
        ended ? Finite.orNull(registered.getBestValidationAccuracy()) : null,
        ended ? Finite.orNull(registered.getFinalValidationAccuracy()) : null,
        lastSeen.equals(Instant.MIN) ? null : lastSeen,
        latest());
  }

  /** A record of a lower attempt than the epochs' says nothing of the run as it is now. */
  private RunStatus status() {
    return registered == null || registered.getAttempt() < attempts.highest()
        ? RunStatus.RUNNING
        : registered.getStatus();
  }

  private List<Forecast> latest() {
    Map<ForecastKey, Forecast> byPredictor = new TreeMap<>();
    Forecast without = null;
    for (ForecastKey key : forecasts.keySet()) {
      var forecast = scored(key);
      if (forecast.hasPredictor()) {
        byPredictor.put(new ForecastKey(0, key.predictor(), key.version(), ""), forecast);
      } else {
        without = forecast;
      }
    }
    return byPredictor.isEmpty() && without != null
        ? List.of(without)
        : List.copyOf(byPredictor.values());
  }

  /** The forecast with what its predictor and its score say now, unless another has replaced it. */
  Forecast asKnownNow(Forecast forecast) {
    var key =
        new ForecastKey(
            forecast.epoch(), forecast.predictor(), forecast.version(), forecast.window());
    Forecast current = forecasts.get(key);
    return current != null && current.attempt() == forecast.attempt() ? scored(key) : forecast;
  }

  private Forecast scored(ForecastKey key) {
    return forecasts.get(key).with(fittedOn(key), isChampions(key), scores.get(key));
  }

  private boolean fittedOn(ForecastKey key) {
    Forecast forecast = forecasts.get(key);
    return (forecast != null && forecast.fittedOn())
        || known.isFittedOn(key.predictor(), key.version(), run);
  }

  /** Whether the champion of its time made it; where the record does not say, today's. */
  private boolean isChampions(ForecastKey key) {
    Forecast forecast = forecasts.get(key);
    if (forecast != null && forecast.champion() != null) {
      return forecast.champion();
    }
    return known.role(key.predictor(), key.version()) == Champions.Role.CHAMPION;
  }

  private void seen(Instant when) {
    if (when.isAfter(lastSeen)) {
      lastSeen = when;
    }
  }
}
