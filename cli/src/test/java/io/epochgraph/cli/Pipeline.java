package io.epochgraph.cli;

import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.predictorstream.PredictorStreamTopology;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topics;
import io.epochgraph.signaturestream.SignatureStreamTopology;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The three stages in this JVM, on topics of one test's own. */
final class Pipeline implements AutoCloseable {

  static final List<Stage> STAGES =
      List.of(
          GraphStreamTopology.STAGE, SignatureStreamTopology.STAGE, PredictorStreamTopology.STAGE);

  private static final int PARTITIONS = 2;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final ClusterSettings cluster;
  private final Topics topics;
  private final Path state;
  private final Records records;
  private final Map<String, RunningStage> running = new LinkedHashMap<>();

  private Pipeline(ClusterSettings cluster, Topics topics, Path state) {
    this.cluster = cluster;
    this.topics = topics;
    this.state = state;
    this.records = new Records(cluster);
  }

  /** Topics of its own; no stage runs yet. */
  static Pipeline create(LocalCluster local, Path state) throws InterruptedException {
    var cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
    var topics = new Topics("pipeline-" + NEXT.incrementAndGet());
    ClusterSetup.createTopics(cluster, topics, PARTITIONS, Optional.empty());
    ClusterSetup.registerSchemas(cluster, topics);
    return new Pipeline(cluster, topics, state.resolve(topics.prefix()));
  }

  /** The same with all stages at work. */
  static Pipeline start(LocalCluster local, Path state) throws InterruptedException {
    Pipeline pipeline = create(local, state);
    for (Stage stage : STAGES) {
      pipeline.launch(stage);
    }
    for (Stage stage : STAGES) {
      pipeline.awaitRunning(stage);
    }
    return pipeline;
  }

  ClusterSettings cluster() {
    return cluster;
  }

  Topics topics() {
    return topics;
  }

  Records records() {
    return records;
  }

  /** A publisher to these topics that publishes every epoch. */
  WeightPublisher publisher() {
    return WeightPublisher.open(
        cluster, PublisherSettings.defaults().withTopics(topics).withOnFull(OnFull.BLOCK));
  }

  void start(Stage stage) throws InterruptedException {
    launch(stage);
    awaitRunning(stage);
  }

  /** Closes a stage; it may be started again. */
  void stop(Stage stage) {
    running.remove(stage.name()).close();
  }

  /** Forgets what a stopped stage keeps on this machine. */
  void wipe(Stage stage) {
    Directories.delete(state.resolve(settings(stage).applicationId()));
  }

  /** Whether all stages that were started work. */
  boolean isRunning() {
    return running.values().stream().allMatch(RunningStage::isRunning);
  }

  @Override
  public void close() {
    running.values().parallelStream().forEach(RunningStage::close);
    records.close();
  }

  private void launch(Stage stage) {
    running.put(stage.name(), RunningStage.start(stage, settings(stage)));
  }

  private void awaitRunning(Stage stage) throws InterruptedException {
    running.get(stage.name()).awaitRunning(START_PATIENCE);
  }

  private StageSettings settings(Stage stage) {
    var properties = new HashMap<>(cluster.toProperties());
    properties.put("state.dir", state.toString());
    properties.put("epochgraph.topic.prefix", topics.prefix());
    properties.put("epochgraph.application.prefix", topics.prefix());
    return StageSettings.from(stage.name(), properties);
  }
}
