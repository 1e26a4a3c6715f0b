package io.epochgraph.cli.replay;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.StageSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The stages once more, over what the live topics keep, beside live traffic. It reads up to where
 * the topics end when it begins, knows only the predictors that it is given, and writes into topics
 * of its own; so the same replay of the same records gives the same values.
 */
public final class Replay {

  private static final String COMMIT_MILLIS = "500";

  private final ClusterSettings cluster;
  private final Topics live;
  private final ReplaySettings settings;
  private final Topics topics;

  /** A replay of what {@code live} keeps. */
  public Replay(ClusterSettings cluster, Topics live, ReplaySettings settings) {
    this.cluster = cluster;
    this.live = live;
    this.settings = settings;
    this.topics = settings.source().topics(live, Replays.prefix(live, settings.id()));
  }

  /**
   * What came of it.
   *
   * @param passages one for each stage, in order
   * @param comparison empty where there was no predictor to judge
   * @param deadLetters records that its stages could not use
   */
  public record Result(List<Passage> passages, Optional<Comparison> comparison, int deadLetters) {}

  /** The topics: the live ones where it reads, its own everywhere else. */
  public Topics topics() {
    return topics;
  }

  /**
   * Replays everything; returns when all of it is committed.
   *
   * @throws IllegalArgumentException where a replay of this id is there already
   */
  public Result run(ReplayProgress progress) throws InterruptedException {
    boolean predicting = settings.candidate().isPresent();
    try (Admin admin = Admin.create(cluster.kafka())) {
      prepare(predicting);
      List<Run> runs =
          TopicScan.read(live.runs(), cluster).stream().map(TopicScan.Entry::value).toList();
      var passages = new ArrayList<Passage>();
      for (ReplaySource.Step step : settings.source().steps(predicting)) {
        Ends ends = Ends.of(admin, step.reads().apply(topics));
        String name = step.stage().name();
        progress.begin(name, ends.size());
        passages.add(PinnedStage.run(step.stage(), settings(name), ends, admin, progress::reached));
        progress.end(passages.getLast());
      }
      Optional<Comparison> comparison =
          settings
              .candidate()
              .map(
                  candidate ->
                      Comparison.of(
                          candidate,
                          settings.opponent(),
                          TopicScan.read(topics.predictions(), cluster).stream()
                              .map(TopicScan.Entry::value)
                              .toList(),
                          runs));
      return new Result(passages, comparison, TopicScan.read(topics.deadLetters(), cluster).size());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cluster %s: %s".formatted(cluster.bootstrapServers(), e.getCause().getMessage()), e);
    } finally {
      Replays.deleteState(settings.stateDirectory(), topics.prefix());
    }
  }

  /** Makes its topics and pins the predictors. */
  private void prepare(boolean predicting) throws InterruptedException {
    var replays = new Replays(cluster, live, settings.stateDirectory());
    if (replays.ids().contains(settings.id())) {
      throw new IllegalArgumentException(
          "there is a replay %s already: want another --id, or first epochgraph replay clean %s"
              .formatted(settings.id(), settings.id()));
    }
    var owned = settings.source().owned(topics, predicting);
    ClusterSetup.createTopics(cluster, owned, Replays.partitions(cluster, live), Optional.empty());
    ClusterSetup.registerSchemas(cluster, owned);
    List<Predictor> pinned =
        settings.predictors().stream().map(it -> Predictor.newBuilder(it).build()).toList();
    for (Predictor predictor : pinned) {
      boolean opponent =
          settings
              .opponent()
              .filter(it -> ReplaySettings.key(it).equals(ReplaySettings.key(predictor)))
              .isPresent();
      predictor.setPromotion(opponent ? 1 : 0);
      predictor.setRetired(false);
    }
    new PredictorTopic(cluster, topics.predictors()).publish(pinned);
  }

  private StageSettings settings(String stage) {
    Map<String, String> client = new HashMap<>(cluster.toProperties());
    client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    client.putIfAbsent(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    client.putIfAbsent(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        Integer.toString(Runtime.getRuntime().availableProcessors()));
    return new StageSettings(
        stage,
        ClusterSettings.from(client),
        topics,
        topics.prefix(),
        settings.stateDirectory(),
        settings.options());
  }
}
