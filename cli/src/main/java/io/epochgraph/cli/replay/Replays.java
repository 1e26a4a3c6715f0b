package io.epochgraph.cli.replay;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.epochgraph.cli.Directories;
import io.epochgraph.contract.Predictor;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RegistryRefusedException;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;

/** The replays that a cluster keeps: one for each {@code epochgraph.replay.<id>.*} of topics. */
public final class Replays {

  private static final int SCHEMAS_CACHED = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ClusterSettings cluster;
  private final Topics live;
  private final Path stateDirectory;

  /** Those beside {@code live}, with local state under {@code stateDirectory}. */
  public Replays(ClusterSettings cluster, Topics live, Path stateDirectory) {
    this.cluster = cluster;
    this.live = live;
    this.stateDirectory = stateDirectory;
  }

  /**
   * A replay that is there.
   *
   * @param source what it began with
   * @param atWork whether a stage of it runs
   * @param predictors those that it knows, the judged one first
   */
  public record Listed(String id, ReplaySource source, boolean atWork, List<String> predictors) {}

  /** What was removed. */
  public record Removed(int topics, int groups, int subjects) {}

  /** What names of its topics and groups begin with, but for a last dot. */
  static String prefix(Topics live, String id) {
    return beginning(live) + id;
  }

  /** The ids in use. */
  public Set<String> ids() throws InterruptedException {
    var ids = new TreeSet<String>();
    try (Admin admin = Admin.create(cluster.kafka())) {
      for (String name : names(admin, beginning(live))) {
        String rest = name.substring(beginning(live).length());
        ids.add(rest.substring(0, Math.max(rest.indexOf('.'), 0)));
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
    return ids;
  }

  /** The lowest number that no replay has as its id. */
  public String nextId() throws InterruptedException {
    Set<String> ids = ids();
    int next = 1;
    while (ids.contains(Integer.toString(next))) {
      next++;
    }
    return Integer.toString(next);
  }

  /** All of them, by id. */
  public List<Listed> list() throws InterruptedException {
    var listed = new java.util.ArrayList<Listed>();
    try (Admin admin = Admin.create(cluster.kafka())) {
      for (String id : ids()) {
        var topics = new Topics(prefix(live, id));
        Set<String> names = names(admin, topics.prefix() + ".");
        ReplaySource source =
            names.contains(topics.graphStatistics().name())
                ? ReplaySource.EPOCHS
                : names.contains(topics.signatures().name())
                    ? ReplaySource.STATISTICS
                    : ReplaySource.SIGNATURES;
        List<Predictor> predictors =
            names.contains(topics.predictors().name())
                ? new PredictorTopic(cluster, topics.predictors()).read()
                : List.of();
        listed.add(
            new Listed(
                id,
                source,
                !groupsAtWork(admin, topics.prefix() + ".").isEmpty(),
                predictors.stream()
                    .sorted(java.util.Comparator.comparingInt(Predictor::getPromotion))
                    .map(ReplaySettings::key)
                    .toList()));
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
    return listed;
  }

  /**
   * Removes a replay: its topics, changelogs, groups, schema subjects and local state.
   *
   * @throws IllegalArgumentException where there is none of this id
   * @throws IllegalStateException where it is at work
   */
  public Removed clean(String id) throws InterruptedException {
    if (!ids().contains(id)) {
      throw new IllegalArgumentException(
          "there is no replay %s: want one of %s".formatted(id, ids()));
    }
    String prefix = prefix(live, id) + ".";
    try (Admin admin = Admin.create(cluster.kafka())) {
      List<String> atWork = groupsAtWork(admin, prefix);
      if (!atWork.isEmpty()) {
        throw new IllegalStateException(
            "replay %s is at work (%s): stop it first".formatted(id, String.join(", ", atWork)));
      }
      List<String> groups =
          admin.listGroups().all().get().stream()
              .map(it -> it.groupId())
              .filter(it -> it.startsWith(prefix))
              .toList();
      admin.deleteConsumerGroups(groups).all().get();
      Set<String> topics = names(admin, prefix);
      admin.deleteTopics(topics).all().get();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!names(admin, prefix).isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE);
      }
      int subjects = deleteSubjects(prefix);
      deleteState(stateDirectory, prefix(live, id));
      return new Removed(topics.size(), groups.size(), subjects);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** Deletes what a replay's stages keep on this machine. */
  static void deleteState(Path stateDirectory, String prefix) {
    if (!Files.isDirectory(stateDirectory)) {
      return;
    }
    try (Stream<Path> applications = Files.list(stateDirectory)) {
      applications
          .filter(it -> it.getFileName().toString().startsWith(prefix + "."))
          .toList()
          .forEach(Directories::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The partitions of topics keyed by run. */
  static int partitions(ClusterSettings cluster, Topics live) throws InterruptedException {
    try (Admin admin = Admin.create(cluster.kafka())) {
      String runs = live.runs().name();
      return admin
          .describeTopics(List.of(runs))
          .allTopicNames()
          .get()
          .get(runs)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topic %s: %s; create it with: epochgraph topics create"
              .formatted(live.runs().name(), e.getCause().getMessage()),
          e);
    }
  }

  private int deleteSubjects(String prefix) {
    try (var registry =
        new CachedSchemaRegistryClient(
            cluster.schemaRegistryUrl(), SCHEMAS_CACHED, new HashMap<>(cluster.registry()))) {
      List<String> subjects =
          registry.getAllSubjects().stream().filter(it -> it.startsWith(prefix)).toList();
      for (String subject : subjects) {
        registry.deleteSubject(subject);
      }
      return subjects.size();
    } catch (IOException | RestClientException e) {
      throw RegistryRefusedException.in(e, cluster, "delete subjects of %s*".formatted(prefix))
          .<RuntimeException>map(refused -> refused)
          .orElseGet(
              () ->
                  new IllegalStateException(
                      "schema registry %s: subjects of %s* were not removed: %s"
                          .formatted(cluster.schemaRegistryUrl(), prefix, e.getMessage()),
                      e));
    }
  }

  private static List<String> groupsAtWork(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .filter(it -> it.groupId().startsWith(prefix))
        .filter(it -> it.groupState().filter(GroupState.EMPTY::equals).isEmpty())
        .map(it -> it.groupId())
        .toList();
  }

  private static Set<String> names(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    var names = new TreeSet<String>();
    admin.listTopics().names().get().stream()
        .filter(it -> it.startsWith(prefix))
        .forEach(names::add);
    return names;
  }

  private static String beginning(Topics live) {
    return live.prefix() + ".replay.";
  }

  private IllegalStateException failure(ExecutionException e) {
    return new IllegalStateException(
        "cluster %s: %s".formatted(cluster.bootstrapServers(), e.getCause().getMessage()), e);
  }
}
