package io.epochgraph.cli.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was measured in a storm. For one thread. */
final class Figures {

  private final List<Kill> kills = new ArrayList<>();
  private final Map<Aftermath, List<Duration>> recoveries = new EnumMap<>(Aftermath.class);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Duration> stops = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private int brokerKills;
  private int trainerKills;
  private int unrecovered;

  /**
   * A killed instance.
   *
   * @param standby whether other instances had copies of its state
   * @param wiped whether it came back without its state
   * @param away whether it came back only after others had taken its work over
   * @param recovery until each partition gave a committed prediction of an epoch published after
   *     the kill; empty where the next blow did not wait for it
   */
  record Kill(
      String instance, boolean standby, boolean wiped, boolean away, Optional<Duration> recovery) {}

  /** What predictions came after, kills of stages aside. */
  enum Aftermath {
    BROKER_KILL("broker kills"),
    PAUSE("pauses"),
    STOP("graceful stops, restarted at once"),
    REMOVED("an instance of each stage removed"),
    ADDED("an instance of each stage added"),
    DOOMED_TRAINER("trainers killed in mid-epoch"),
    NOTHING("nothing");

    private final String text;

    Aftermath(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Something that was away, and how long after its return predictions came again. */
  record Outage(String what, Duration away, Optional<Duration> recovery) {}

  /** Some durations in order; seconds. */
  record Spread(int count, double median, double percentile95, double most) {

    static Spread of(Collection<Duration> durations) {
      double[] sorted =
          durations.stream().mapToDouble(it -> it.toMillis() / 1e3).sorted().toArray();
      return sorted.length == 0
          ? new Spread(0, Double.NaN, Double.NaN, Double.NaN)
          : new Spread(sorted.length, at(sorted, 0.5), at(sorted, 0.95), sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
  }

  void add(Kill kill) {
    kills.add(kill);
  }

  void addBrokerKill() {
    brokerKills++;
  }

  /** Until each partition gave a prediction; empty is left out. */
  void addRecovery(Aftermath after, Optional<Duration> recovery) {
    recovery.ifPresent(it -> recoveries.computeIfAbsent(after, _ -> new ArrayList<>()).add(it));
  }

  void addTrainerKill() {
    trainerKills++;
  }

  /** A wait for predictions that was given up. */
  void addUnrecovered() {
    unrecovered++;
  }

  void addPause(Duration length) {
    pauses.add(length);
  }

  void addStop(Duration length) {
    stops.add(length);
  }

  void add(Outage outage) {
    outages.add(outage);
  }

  List<Kill> kills() {
    return List.copyOf(kills);
  }

  int brokerKills() {
    return brokerKills;
  }

  int trainerKills() {
    return trainerKills;
  }

  Spread pauses() {
    return Spread.of(pauses);
  }

  Spread stops() {
    return Spread.of(stops);
  }

  Spread recoveries(Aftermath after) {
    return Spread.of(recoveries.getOrDefault(after, List.of()));
  }

  int unrecovered() {
    return unrecovered;
  }

  List<Outage> outages() {
    return List.copyOf(outages);
  }

  /** Recoveries from those kills that were waited for. */
  Spread recoveries(Predicate<Kill> which) {
    return Spread.of(
        kills.stream().filter(which).map(Kill::recovery).flatMap(Optional::stream).toList());
  }
}
