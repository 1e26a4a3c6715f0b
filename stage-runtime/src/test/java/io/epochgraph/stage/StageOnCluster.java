package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Runs one stage on a real cluster, undisturbed or not. */
public final class StageOnCluster {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stage stage;
  private final ClusterTopics cluster;
  private final Path directory;

  /** Keeps the stage's state in {@code directory}. */
  public StageOnCluster(Stage stage, ClusterTopics cluster, Path directory) {
    this.stage = stage;
    this.cluster = cluster;
    this.directory = directory;
  }

  /** Brings the inputs of a part of the test. */
  @FunctionalInterface
  public interface Part {
    void send(ClusterTopics cluster) throws InterruptedException;
  }

  public StageSettings settings() {
    return new StageSettings(
        stage.name(),
        cluster.cluster(),
        cluster.topics(),
        cluster.topics().prefix(),
        directory,
        Map.of());
  }

  /** One start, all parts, one end. */
  public void runUndisturbed(List<Part> parts, Topic<?>... inputs) throws Exception {
    try (var running = start()) {
      for (Part part : parts) {
        part.send(cluster);
      }
      awaitAllRead(inputs);
      assertThat(running.ended()).isNotDone();
    }
  }

  /**
   * A new start for each part, right after it was sent: the one before is closed while it works on
   * its own part. Before the last start, the state directory is deleted, as a new machine has it.
   */
  public void runDisturbed(List<Part> parts, Topic<?>... inputs) throws Exception {
    for (Part part : parts.subList(0, parts.size() - 1)) {
      try (var running = start()) {
        part.send(cluster);
        assertThat(running.ended()).isNotDone();
      }
    }
    delete(directory);
    try (var running = start()) {
      parts.getLast().send(cluster);
      awaitAllRead(inputs);
      assertThat(running.ended()).isNotDone();
    }
  }

  public RunningStage start() throws InterruptedException {
    RunningStage running = RunningStage.start(stage, settings());
    try {
      running.awaitRunning(PATIENCE);
      return running;
    } catch (IllegalStateException e) {
      running.close();
      throw e;
    }
  }

  /** What is committed in {@code topic}, run by run in order. */
  public <V extends SpecificRecord> Map<String, List<V>> byRun(Topic<V> topic) {
    return TopicScan.read(topic, cluster.cluster()).stream()
        .collect(
            Collectors.groupingBy(
                TopicScan.Entry::key,
                Collectors.mapping(TopicScan.Entry::value, Collectors.toList())));
  }

  /** Waits until everything in {@code inputs} has been processed and committed. */
  public void awaitAllRead(Topic<?>... inputs) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(cluster.cluster().kafka())) {
      Map<TopicPartition, Long> ends = ends(admin, inputs);
      while (!isRead(admin, ends)) {
        assertThat(System.nanoTime()).as("%s reads %s", stage.name(), ends).isLessThan(end);
        Thread.sleep(50);
      }
    }
  }

  private boolean isRead(Admin admin, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    var committed =
        admin
            .listConsumerGroupOffsets(settings().applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    return ends.entrySet().stream()
        .allMatch(
            of ->
                of.getValue() == 0
                    || (committed.get(of.getKey()) != null
                        && committed.get(of.getKey()).offset() >= of.getValue()));
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Topic<?>... inputs)
      throws InterruptedException, ExecutionException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (Topic<?> input : inputs) {
      for (int partition = 0; partition < ClusterTopics.PARTITIONS; partition++) {
        latest.put(new TopicPartition(input.name(), partition), OffsetSpec.latest());
      }
    }
    var ends = new HashMap<TopicPartition, Long>();
    admin.listOffsets(latest).all().get().forEach((at, found) -> ends.put(at, found.offset()));
    return ends;
  }

  private static void delete(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    try (var walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder()).forEach(files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
