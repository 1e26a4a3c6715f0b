package io.epochgraph.cli.torture;

import io.epochgraph.cli.Stopwatch;
import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Predictor;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;

/**
 * The same input twice through stages that are processes of their own: once undisturbed, once in a
 * storm. What readers of committed records see must be equal, value by value.
 */
final class Torture implements AutoCloseable {

  private static final int TRAINERS = 2;
  private static final double MOST_PER_SECOND = 50;
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TRANSACTION_MS = "10000";
  private static final Topics CALM = new Topics("calm");
  private static final Topics STORM = new Topics("storm");

  private final TortureSettings settings;
  private final Consumer<String> progress;
  private final Stopwatch since = Stopwatch.start();
  private final TortureCluster cluster;
  private final List<AutoCloseable> parts = new ArrayList<>();

  private Torture(TortureSettings settings, Consumer<String> progress) throws IOException {
    this.settings = settings;
    this.progress = text -> progress.accept("[%s] %s".formatted(elapsed(), text));
    this.cluster = TortureCluster.start(settings.directory());
  }

  /** Starts the cluster. */
  static Torture start(TortureSettings settings, Consumer<String> progress) throws IOException {
    return new Torture(settings, progress);
  }

  /**
   * Does all of it.
   *
   * @throws IOException where a process cannot be started or a trainer fails
   */
  TortureResult run() throws IOException, InterruptedException {
    Predictor predictor = MadePredictor.of(settings.seed(), settings.epochs());
    progress.accept("broker and registry are up, the predictor is made");
    cluster.prepare(CALM, settings.partitions(), predictor);
    cluster.prepare(STORM, settings.partitions(), predictor);
    Map<String, Map<String, Integer>> calm = calm();
    return storm(calm);
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        progress.accept(part.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
    cluster.close();
  }

  private Map<String, Map<String, Integer>> calm() throws IOException, InterruptedException {
    var fleet = add(fleet(1, CALM));
    var trainers = add(trainers(CALM, () -> 0, _ -> 0));
    var outputs = add(Outputs.of(cluster.settings(), CALM));
    fleet.start();
    var tending = tend(trainers);
    var wanted =
        Map.of(
            CALM.graphStatistics().name(), settings.totalEpochs(),
            CALM.signatures().name(), settings.totalSignatures(),
            CALM.predictions().name(), settings.totalEpochs());
    read(
        outputs,
        () ->
            outputs.counts().entrySet().stream()
                .allMatch(it -> it.getValue() >= wanted.getOrDefault("calm." + it.getKey(), 0)));
    check(tending);
    fleet.stop();
    progress.accept("undisturbed: " + outputs.counts());
    if (fleet.deaths().size() + outputs.counts().get("dead-letters.v1") > 0) {
      throw new IllegalStateException("the undisturbed run was disturbed: " + fleet.deaths());
    }
    return outputs.values();
  }

  private TortureResult storm(Map<String, Map<String, Integer>> calm)
      throws IOException, InterruptedException {
    var storming = new AtomicReference<Storm>();
    var fleet = add(fleet(settings.instances(), STORM));
    var arrivals = add(new Arrivals(cluster.settings(), STORM));
    var trainers = add(trainers(STORM, () -> rate(storming.get(), arrivals), arrivals::epochs));
    var storm = new Storm(settings, cluster, fleet, trainers, arrivals, progress);
    storming.set(storm);
    if (settings.standby() == TortureSettings.Share.ALWAYS) {
      fleet.instances().forEach(instance -> instance.set("num.standby.replicas", "1"));
    }
    fleet.start();
    var tending = tend(trainers);
    try (var watch = arrivals.watch()) {
      watch.await(PATIENCE);
    }
    progress.accept("the storm begins");
    var length = Stopwatch.start();
    Figures figures = storm.run();
    int during = arrivals.epochsPredicted();
    progress.accept("the storm is over; the rest of the input follows");
    trainers.restartAll();
    var outputs = add(Outputs.of(cluster.settings(), STORM));
    read(
        outputs,
        () ->
            outputs.counts().entrySet().stream()
                .allMatch(it -> it.getValue() >= size(calm.get(it.getKey()))));
    check(tending);
    fleet.revive();
    fleet.stop().forEach(figures::addStop);
    while (outputs.poll() > 0) {
      // what the last commits brought
    }
    return new TortureResult(
        settings,
        figures,
        Comparison.of(calm, outputs.values()),
        fleet.deaths(),
        orphans(cluster.settings()),
        during,
        length.time(),
        since.time());
  }

  /** Reads until {@code complete} and quiet, or nothing has come for long. */
  private void read(Outputs outputs, BooleanSupplier complete) {
    long last = System.nanoTime();
    long told = last;
    while (true) {
      if (outputs.poll() > 0) {
        last = System.nanoTime();
      }
      long silence = System.nanoTime() - last;
      if (silence > PATIENCE.toNanos() || (silence > QUIET.toNanos() && complete.getAsBoolean())) {
        return;
      }
      if (System.nanoTime() - told > Duration.ofSeconds(20).toNanos()) {
        told = System.nanoTime();
        progress.accept("so far " + outputs.counts());
      }
    }
  }

  /** Chunks that no manifest names: a trainer was killed after them. */
  private static int orphans(ClusterSettings cluster) {
    record Place(int partition, long offset) {}
    var named = new HashSet<Place>();
    for (var entry : TopicScan.read(STORM.epochs(), cluster)) {
      EpochManifest manifest = entry.value();
      for (Layer layer : manifest.getLayers()) {
        for (ChunkReference chunk : layer.getChunks()) {
          named.add(new Place(chunk.getPartition(), chunk.getOffset()));
        }
      }
    }
    return TopicScan.read(STORM.weights(), cluster).size() - named.size();
  }

  /** Such that the input lasts about as long as the storm. */
  private double rate(Storm storm, Arrivals arrivals) {
    int left = settings.totalEpochs() - arrivals.epochsPublished();
    int seconds = storm.secondsLeft();
    return seconds == 0 ? 0 : Math.min(MOST_PER_SECOND, (double) left / seconds / TRAINERS);
  }

  private AtomicReference<IOException> tend(Trainers trainers) {
    var failure = new AtomicReference<IOException>();
    Thread.ofVirtual()
        .name("trainers")
        .start(
            () -> {
              try {
                while (!trainers.isDone()) {
                  trainers.tend(TRAINERS);
                  Thread.sleep(100);
                }
              } catch (IOException e) {
                failure.set(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    return failure;
  }

  private static void check(AtomicReference<IOException> failure) throws IOException {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private Fleet fleet(int instances, Topics topics) {
    var more = new HashMap<>(settings.stageProperties());
    more.putIfAbsent("producer.transaction.timeout.ms", TRANSACTION_MS); // the network is small
    return new Fleet(
        instances,
        settings.named(),
        settings.directory().resolve(topics.prefix()),
        Fleet.properties(cluster, topics.prefix(), more));
  }

  private Trainers trainers(Topics topics, DoubleSupplier rate, ToIntFunction<String> published) {
    Path logs = settings.directory().resolve("trainers");
    return new Trainers(cluster.settings(), topics, settings, logs, rate, published);
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.add(part);
    return part;
  }

  private String elapsed() {
    return "%4d s".formatted(since.time().toSeconds());
  }

  private static int size(Map<String, Integer> values) {
    return values.values().stream().mapToInt(Integer::intValue).sum();
  }
}
