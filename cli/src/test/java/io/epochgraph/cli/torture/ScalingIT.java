package io.epochgraph.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each stage at one, two and again one instance, while epochs come. */
@Timeout(900)
final class ScalingIT {

  private static final long SEED = 11;
  private static final int RUNS = 12;
  private static final int EPOCHS = 40;
  private static final int PARTITIONS = 4;
  private static final int SNAPSHOTS = RUNS * (EPOCHS + 1);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration PACE = Duration.ofMillis(100);

  /** Where instances are slow to come and go, so that epochs come all the time. */
  private static final Duration SLOW_PACE = Duration.ofSeconds(1);

  private static final Topics ALONE = new Topics("alone");
  private static final Topics SCALED = new Topics("scaled");

  /** So many epochs have been handed to the publisher, and the rest shall come at once. */
  private record Input(AtomicInteger epochs, AtomicBoolean hurry) {}

  private interface Happening {
    void happens(Fleet fleet, Input input) throws Exception;
  }

  @Test
  void shouldLoseNothingAndGiveNothingTwice(@TempDir Path directory) throws Exception {
    try (var cluster = TortureCluster.start(directory)) {
      var predictor = MadePredictor.of(SEED, EPOCHS);
      cluster.prepare(ALONE, PARTITIONS, predictor);
      cluster.prepare(SCALED, PARTITIONS, predictor);
      var alone = outputs(cluster, ALONE, directory, (_, input) -> input.hurry().set(true));
      var scaled =
          outputs(
              cluster,
              SCALED,
              directory,
              (fleet, input) -> {
                scale(cluster, fleet, input);
                input.hurry().set(true);
              });
      assertThat(Comparison.of(alone, scaled))
          .allSatisfy(it -> assertThat(it.isEqual()).as(it.toString()).isTrue())
          .extracting(Comparison::records)
          .containsExactly(SNAPSHOTS, 3 * SNAPSHOTS - 3 * RUNS, SNAPSHOTS, RUNS * EPOCHS, 0);
      assertThat(Files.getPosixFilePermissions(file(directory, "graph-stream-2")))
          .as("of a file that may hold passwords")
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static Path file(Path directory, String instance) {
    return directory.resolve(SCALED.prefix()).resolve(instance).resolve("stage.properties");
  }

  /** A second instance of each stage joins, works, and goes. */
  private static void scale(TortureCluster cluster, Fleet fleet, Input input) throws Exception {
    List<StageInstance> second =
        fleet.instances().stream().filter(instance -> instance.number() == 2).toList();
    int before = input.epochs().get();
    for (StageInstance instance : second) {
      instance.start();
    }
    awaitMembers(cluster.settings(), 2);
    for (StageInstance instance : second) {
      await(
          instance.name() + " has worked on an epoch",
          () -> instance.logText().contains("Processor "));
    }
    int joined = input.epochs().get();
    assertThat(joined).as("epochs came meanwhile").isGreaterThan(before);
    assertThat(second.parallelStream().map(StageInstance::stop))
        .allSatisfy(took -> assertThat(took).isLessThan(Duration.ofSeconds(20)));
    awaitMembers(cluster.settings(), 1);
    int left = input.epochs().get();
    assertThat(left).as("epochs came meanwhile").isGreaterThan(joined);
    assertThat(left).as("and more were to come").isLessThan(SNAPSHOTS);
  }

  private static Map<String, Map<String, Integer>> outputs(
      TortureCluster cluster, Topics topics, Path directory, Happening happening) throws Exception {
    var properties =
        Fleet.properties(
            cluster, topics.prefix(), Map.of("producer.transaction.timeout.ms", "10000"));
    var input = new Input(new AtomicInteger(), new AtomicBoolean());
    try (var fleet = new Fleet(2, false, directory.resolve(topics.prefix()), properties);
        var outputs = Outputs.of(cluster.settings(), topics)) {
      for (StageInstance instance : fleet.instances()) {
        if (instance.number() == 1) {
          instance.start();
        }
      }
      CompletableFuture<Void> published =
          CompletableFuture.runAsync(() -> publish(cluster.settings(), topics, input));
      await(
          "the first epochs",
          () -> {
            assertThat(fleet.instances().getFirst().isAlive())
                .as(() -> fleet.instances().getFirst().logText())
                .isTrue();
            return outputs.poll() > 0;
          });
      happening.happens(fleet, input);
      await(
          "all " + outputs.counts(),
          () -> outputs.poll() == 0 && outputs.counts().get("scores.v1") >= RUNS * EPOCHS);
      published.join();
      fleet.stop();
      while (outputs.poll() > 0) {
        // what the last commits brought
      }
      return outputs.values();
    }
  }

  private static void publish(ClusterSettings cluster, Topics topics, Input input) {
    var settings = PublisherSettings.defaults().withTopics(topics).withOnFull(OnFull.BLOCK);
    List<SeededRun> runs =
        IntStream.range(0, RUNS).mapToObj(number -> new SeededRun(SEED, number, EPOCHS)).toList();
    try (var publisher = WeightPublisher.open(cluster, settings)) {
      List<RunPublication> publications = runs.stream().map(run -> run.begin(publisher)).toList();
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        for (int i = 0; i < RUNS; i++) {
          runs.get(i).publish(publications.get(i), epoch);
          int sent = input.epochs().incrementAndGet();
          if (!input.hurry().get()) {
            Thread.sleep(sent < SNAPSHOTS / 2 ? PACE : SLOW_PACE);
          }
        }
      }
      for (int i = 0; i < RUNS; i++) {
        runs.get(i).end(publications.get(i));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until each stage has so many instances, all with work. */
  private static void awaitMembers(ClusterSettings cluster, int members) throws Exception {
    List<String> groups =
        Fleet.STAGES.stream().map(stage -> SCALED.prefix() + "." + stage).toList();
    try (Admin admin = Admin.create(cluster.kafka())) {
      await(
          "%d instances of each stage".formatted(members),
          () ->
              admin.describeConsumerGroups(groups).all().get().values().stream()
                  .allMatch(group -> shared(group, members)));
    }
  }

  private static boolean shared(ConsumerGroupDescription group, int members) {
    return group.groupState() == GroupState.STABLE
        && group.members().size() == members
        && group.members().stream()
            .noneMatch(member -> member.assignment().topicPartitions().isEmpty());
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
