package io.epochgraph.cli;

import io.epochgraph.dashboard.Dashboard;
import io.epochgraph.dashboard.DashboardSettings;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageObserver;
import io.epochgraph.stage.StageSettings;
import io.epochgraph.telemetry.ProcessMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Broker, registry, all stages and the dashboard, in this JVM and on loopback. */
final class LocalStack implements AutoCloseable {

  private static final int PARTITIONS = 2;
  private static final short ONE_COPY = 1;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /**
   * What to start.
   *
   * @param directory where the cluster keeps its data; empty for a temporary one
   * @param brokerPort 0 for a free one
   * @param registryPort 0 for a free one
   * @param dashboardPort the dashboard's port, 0 for a free one; empty for no dashboard
   * @param stages settings of the stages
   */
  record Settings(
      Optional<Path> directory,
      int brokerPort,
      int registryPort,
      OptionalInt dashboardPort,
      Map<String, String> stages) {

    /** With the stages' own settings. */
    Settings(
        Optional<Path> directory, int brokerPort, int registryPort, OptionalInt dashboardPort) {
      this(directory, brokerPort, registryPort, dashboardPort, Map.of());
    }

    /** With the graphs that the predictors that ship read. */
    static Settings withDifferences(
        Optional<Path> directory, int brokerPort, int registryPort, OptionalInt dashboardPort) {
      return new Settings(
          directory,
          brokerPort,
          registryPort,
          dashboardPort,
          Map.of("epochgraph.graph.differences", "since-start,since-previous"));
    }
  }

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<RunningStage> stages = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ProcessMetrics metrics = new ProcessMetrics();
  private ClusterSettings cluster;
  private String dashboardUrl;

  private LocalStack() {}

  /** Starts everything; {@code progress} hears of each part that is ready. */
  static LocalStack start(Settings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    var stack = new LocalStack();
    try {
      stack.startCluster(settings, progress);
      stack.startStages(settings, progress);
      if (settings.dashboardPort().isPresent()) {
        stack.startDashboard(settings.dashboardPort().getAsInt(), progress);
      }
      return stack;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  ClusterSettings cluster() {
    return cluster;
  }

  Optional<String> dashboardUrl() {
    return Optional.ofNullable(dashboardUrl);
  }

  /**
   * Waits until this is closed.
   *
   * @throws IllegalStateException where a stage fails before
   */
  void awaitEnd() {
    try {
      CompletableFuture.anyOf(
              stages.stream().map(RunningStage::ended).toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Says so and runs {@code action}, should a stage fail before this is closed. */
  void whenFailed(Runnable action) {
    Thread.ofVirtual()
        .name("stages-watch")
        .start(
            () -> {
              try {
                awaitEnd();
              } catch (IllegalStateException e) {
                System.err.println("epochgraph: a stage failed: " + e.getMessage());
                action.run();
              }
            });
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stages.parallelStream().forEach(RunningStage::close);
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("epochgraph: " + e.getMessage());
      }
    }
  }

  private void startCluster(Settings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    var since = Stopwatch.start();
    LocalCluster local =
        settings.directory().isEmpty() && settings.brokerPort() == 0 && settings.registryPort() == 0
            ? LocalCluster.temporary()
            : LocalCluster.in(
                settings.directory().orElseGet(this::temporaryDirectory),
                settings.brokerPort(),
                settings.registryPort());
    parts.push(local);
    progress.accept("Kafka broker at %s".formatted(local.bootstrapServers()));
    progress.accept(
        "Schema registry at %s (%s)".formatted(local.schemaRegistryUrl(), since.elapsed()));
    cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
    ClusterSetup.createTopics(cluster, Topics.LIVE, PARTITIONS, Optional.of(ONE_COPY));
    ClusterSetup.registerSchemas(cluster, Topics.LIVE);
  }

  private void startStages(Settings settings, Consumer<String> progress)
      throws InterruptedException {
    var since = Stopwatch.start();
    Path state = Path.of(System.getProperty("java.io.tmpdir"), "epochgraph-state-" + pid());
    parts.push(() -> Directories.delete(state));
    parts.push(metrics);
    for (Stage stage : StageCommand.STAGES) {
      var properties = new HashMap<>(cluster.toProperties());
      properties.put("state.dir", state.toString());
      properties.putAll(settings.stages());
      var configured = StageSettings.from(stage.name(), properties).withMetrics(metrics.registry());
      RunningStage running = RunningStage.start(stage, configured);
      stages.add(running);
      parts.push(StageObserver.of(stage, configured, running));
    }
    for (RunningStage stage : stages) {
      stage.awaitRunning(START_PATIENCE);
    }
    progress.accept(
        "Stages graph-stream, signature-stream, predictor-stream running (%s)"
            .formatted(since.elapsed()));
  }

  private void startDashboard(int port, Consumer<String> progress) {
    Dashboard dashboard =
        Dashboard.start(cluster, Topics.LIVE, DashboardSettings.onLoopback(port), metrics);
    parts.push(dashboard);
    dashboardUrl = dashboard.url();
    progress.accept("Dashboard at %s".formatted(dashboardUrl));
  }

  /** A directory that goes when everything in it has been closed. */
  private Path temporaryDirectory() {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "epochgraph-" + pid());
    parts.push(() -> Directories.delete(directory));
    return directory;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
