package io.epochgraph.cli.corpus;

import io.epochgraph.cli.Stopwatch;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import io.epochgraph.evaluation.CorpusAssembly;
import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.publish.files.RecordedRun;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import io.epochgraph.publish.files.RunDirectoryPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.StageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes a corpus of directories of recorded runs: publishes them to a cluster that lives as long as
 * this takes, has graph-stream compute their statistics with all graphs of differences, and
 * collects what it sends. So a corpus holds what the stages would say of the runs, to the last bit.
 */
public final class CorpusBuild {

  private static final int PARTITIONS = 2;
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 100;

  private final Consumer<String> progress;
  private final Map<String, String> graphs;

  /**
   * @param graphs settings of graph-stream, {@code epochgraph.graph.…}, beside the graphs of
   *     differences
   * @param progress hears what is done
   */
  public CorpusBuild(Map<String, String> graphs, Consumer<String> progress) {
    this.graphs = Map.copyOf(graphs);
    this.progress = progress;
  }

  /**
   * The corpus of these runs.
   *
   * @param runs directories of one run each
   * @throws IllegalArgumentException if one is wrong; the message names the file
   */
  public List<CorpusRun> of(List<Path> runs) throws IOException, InterruptedException {
    var since = Stopwatch.start();
    var seen = new ConcurrentHashMap<String, GraphStatistics>();
    try (LocalCluster local = LocalCluster.temporary()) {
      var cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
      ClusterSetup.createTopics(cluster, Topics.LIVE, PARTITIONS, Optional.of((short) 1));
      ClusterSetup.registerSchemas(cluster, Topics.LIVE);
      try (RunningStage stage = stage(cluster, local.directory());
          var _ =
              TopicTail.follow(
                  Topics.LIVE.graphStatistics(),
                  cluster,
                  TopicTail.From.BEGINNING,
                  of -> seen.put(of.getRun() + "/" + of.getEpoch(), of))) {
        stage.awaitRunning(STARTING);
        progress.accept("Cluster and graph-stream ready (%s)".formatted(since.elapsed()));
        List<RecordedRun> published = publish(runs, cluster);
        await(published, seen);
        List<Run> ends =
            TopicScan.read(Topics.LIVE.runs(), cluster).stream()
                .map(TopicScan.Entry::value)
                .toList();
        return withCurves(CorpusAssembly.of(ends, seen.values()), published);
      }
    }
  }

  private RunningStage stage(ClusterSettings cluster, Path directory) {
    var properties = new HashMap<>(cluster.toProperties());
    properties.put("state.dir", directory.resolve("graph-stream-state").toString());
    properties.put("epochgraph.graph.differences", "since-start,since-previous");
    properties.putAll(graphs);
    return RunningStage.start(
        GraphStreamTopology.STAGE,
        StageSettings.from(GraphStreamTopology.STAGE.name(), properties));
  }

  private List<RecordedRun> publish(List<Path> runs, ClusterSettings cluster)
      throws IOException, InterruptedException {
    List<RecordedRun> published = new ArrayList<>();
    try (var publisher =
        WeightPublisher.open(cluster, PublisherSettings.defaults().withOnFull(OnFull.BLOCK))) {
      var publishing = new RunDirectoryPublisher(publisher, Duration.ZERO);
      for (Path run : runs) {
        published.add(publishing.publish(run));
        if (published.size() % 10 == 0) {
          progress.accept("Published %d of %d runs".formatted(published.size(), runs.size()));
        }
      }
    }
    return published;
  }

  private void await(List<RecordedRun> published, Map<String, GraphStatistics> seen)
      throws InterruptedException {
    int wanted = published.stream().mapToInt(run -> run.checkpoints().size()).sum();
    int before = -1;
    long deadline = System.nanoTime() + SILENCE.toNanos();
    while (seen.size() < wanted) {
      if (seen.size() > before) {
        before = seen.size();
        deadline = System.nanoTime() + SILENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d epochs came out of graph-stream, and then none for %d minutes"
                .formatted(seen.size(), wanted, SILENCE.toMinutes()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    progress.accept("%d epochs of %d runs became statistics".formatted(wanted, published.size()));
  }

  /** Files know the whole curve, topics only that of the epochs up to the last published one. */
  private static List<CorpusRun> withCurves(List<CorpusRun> corpus, List<RecordedRun> published) {
    var byId = new HashMap<String, RecordedRun>();
    published.forEach(run -> byId.put(run.run(), run));
    return corpus.stream()
        .map(run -> CorpusAssembly.withCurve(run, curve(byId.get(run.getRun().getRun()).epochs())))
        .toList();
  }

  private static NavigableMap<Integer, Metrics> curve(List<RecordedEpoch> epochs) {
    var curve = new TreeMap<Integer, Metrics>();
    epochs.forEach(epoch -> curve.put(epoch.epoch(), epoch.metrics()));
    return curve;
  }
}
