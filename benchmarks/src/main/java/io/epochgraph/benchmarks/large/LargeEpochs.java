package io.epochgraph.benchmarks.large;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.graphstream.GraphStreamMain;
import io.epochgraph.local.BrokerProcess;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Takes epochs of large networks from a publisher to statistics, through a broker with default
 * limits, each in a process of its own, and writes the page about what that cost. Arguments: the
 * file; names of networks, all where there are none.
 */
final class LargeEpochs {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final List<String> STAGE = List.of("-Xmx1g");
  private static final List<String> SMALL = List.of("-Xmx128m");
  private static final long PATIENCE_SECONDS = 300;
  private static final String RAW = "raw";

  private final Path directory;
  private final ClusterSettings cluster;

  /** When a record of a run was seen. */
  private record Seen(String what, long nanos) {}

  private LargeEpochs(Path directory, ClusterSettings cluster) {
    this.directory = directory;
    this.cluster = cluster;
  }

  public static void main(String... args) throws Exception {
    List<String> names = Arrays.asList(args).subList(1, args.length);
    var costs = new ArrayList<Cost>();
    for (LargeNetwork network : LargeNetwork.named(names)) {
      Path directory = Files.createTempDirectory("large-epochs-");
      try (var broker = BrokerProcess.start(directory.resolve("broker"), 0);
          var registry =
              RegistryProcess.start(
                  directory.resolve("registry"), 0, RegistryProcess.Storage.MEMORY)) {
        var cluster = ClusterSettings.of(broker.bootstrapServers(), registry.url());
        costs.add(new LargeEpochs(directory, cluster).measure(network));
      } finally {
        delete(directory);
      }
      System.out.println(LargeEpochsPage.line(costs.getLast()));
    }
    Files.writeString(Path.of(args[0]), LargeEpochsPage.of(costs, ROUNDS));
  }

  private Cost measure(LargeNetwork network)
      throws IOException, InterruptedException, ExecutionException {
    var topics = new Topics("large");
    ClusterSetup.createTopics(cluster, topics, 1, Optional.empty());
    ClusterSetup.registerSchemas(cluster, topics);
    try (Admin admin = Admin.create(cluster.kafka())) {
      var raw = new NewTopic(RAW, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(raw)).all().get();
    }
    var manifests = new LinkedBlockingQueue<EpochManifest>();
    var seen = new LinkedBlockingQueue<Seen>();
    try (var stage = stage(topics);
        var kafka = raw(network);
        var _ =
            TopicTail.follow(
                topics.epochs(),
                cluster,
                TopicTail.From.BEGINNING,
                manifest -> {
                  manifests.add(manifest);
                  seen.add(new Seen("epoch", System.nanoTime()));
                });
        var _ =
            TopicTail.follow(
                topics.graphStatistics(),
                cluster,
                TopicTail.From.BEGINNING,
                _ -> seen.add(new Seen("statistics", System.nanoTime())));
        var _ =
            TopicTail.follow(
                topics.deadLetters(),
                cluster,
                TopicTail.From.BEGINNING,
                letter -> seen.add(new Seen(letter.getReason(), 0)))) {
      var produce = new ArrayList<Double>();
      var publish = new ArrayList<Double>();
      var consume = new ArrayList<Double>();
      var statistics = new ArrayList<Double>();
      Memory publisherMemory;
      try (var publisher = publisher(SMALL, topics, "FILES")) {
        for (int round = 0; round < ROUNDS; round++) {
          Path run =
              CheckpointDirectory.write(
                  directory.resolve("run"), network, network.name() + "-" + round, round);
          produce.add(kafka.does("produce"));
          publish.add(publisher.does(run.toString()));
          statistics.add(awaitStatistics(seen, stage));
          consume.add(kafka.does("consume"));
        }
        publisherMemory = Memory.of(publisher);
      }
      Memory stageMemory = Memory.of(stage);
      int chunks =
          manifests.remove().getLayers().stream().mapToInt(layer -> layer.getChunks().size()).sum();
      long heap = 256 + network.bytes() * 8 / 5 / (1 << 20); // two thirds of it for what stays
      List<String> large =
          List.of("-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=" + network.bytes());
      try (var trainer = publisher(large, topics, "TRAINER")) {
        double trained = trainer.does(network.name());
        awaitStatistics(seen, stage);
        return new Cost(
            network,
            chunks,
            produce,
            publish,
            consume,
            statistics,
            publisherMemory,
            stageMemory,
            trained,
            Memory.of(trainer));
      }
    }
  }

  private static double awaitStatistics(LinkedBlockingQueue<Seen> seen, MeasuredProcess stage)
      throws InterruptedException {
    Seen epoch = next(seen, "epoch", stage);
    Seen statistics = next(seen, "statistics", stage);
    return (statistics.nanos() - epoch.nanos()) / 1e9;
  }

  private static Seen next(LinkedBlockingQueue<Seen> seen, String what, MeasuredProcess stage)
      throws InterruptedException {
    Seen next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null || !next.what().equals(what)) {
      throw new IllegalStateException(
          "%s: want %s; graph-stream is %s"
              .formatted(next, what, stage.isAlive() ? "alive" : "dead"));
    }
    return next;
  }

  private MeasuredProcess stage(Topics topics) throws IOException {
    Path properties = directory.resolve("stage.properties");
    Files.writeString(
        properties,
        """
        bootstrap.servers=%s
        schema.registry.url=%s
        state.dir=%s
        epochgraph.topic.prefix=%s
        """
            .formatted(
                cluster.bootstrapServers(),
                cluster.schemaRegistryUrl(),
                directory.resolve("state"),
                topics.prefix()));
    return MeasuredProcess.start(directory, STAGE, GraphStreamMain.class, properties.toString());
  }

  private MeasuredProcess raw(LargeNetwork network) throws IOException {
    return MeasuredProcess.start(
        directory,
        SMALL,
        RawKafka.class,
        cluster.bootstrapServers(),
        RAW,
        String.valueOf(network.bytes()));
  }

  private MeasuredProcess publisher(List<String> flags, Topics topics, String source)
      throws IOException {
    return MeasuredProcess.start(
        directory,
        flags,
        LargeEpochPublisher.class,
        cluster.bootstrapServers(),
        cluster.schemaRegistryUrl(),
        topics.prefix(),
        source);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
