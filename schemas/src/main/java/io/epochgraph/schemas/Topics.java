package io.epochgraph.schemas;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.WeightsChunk;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * All topics, in the order in which data pass them.
 *
 * @param prefix what their names begin with: {@code epochgraph} for live ones
 * @param elsewhere topics that belong to others, by the middle of their names, such as {@code
 *     graph-statistics}, and what their names begin with; a replay reads such ones
 */
public record Topics(String prefix, Map<String, String> elsewhere) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,150}");
  private static final Duration WEIGHTS_TIME = Duration.ofDays(7);
  private static final long WEIGHTS_BYTES_PER_PARTITION = 20L << 30;
  private static final int DEFAULT_MESSAGE_BYTES = 1_048_588;
  private static final int PREDICTOR_MESSAGE_BYTES = 16 << 20;

  static {
    TrustedContracts.install();
  }

  /** The live topics. */
  public static final Topics LIVE = new Topics("epochgraph");

  /** Checks the prefixes. */
  public Topics {
    elsewhere = Map.copyOf(elsewhere);
    check(prefix);
    elsewhere.values().forEach(Topics::check);
  }

  /** Topics that all begin with {@code prefix}. */
  public Topics(String prefix) {
    this(prefix, Map.of());
  }

  /**
   * Topics of their own, but for those of {@code names} (such as {@code signatures}), which are
   * these.
   */
  public Topics forkedAs(String ownPrefix, Collection<String> names) {
    var borrowed = new HashMap<String, String>();
    names.forEach(name -> borrowed.put(name, prefixOf(name)));
    return new Topics(ownPrefix, borrowed);
  }

  /** The topics that {@code cluster}'s own setting {@code epochgraph.topic.prefix} names. */
  public static Topics of(ClusterSettings cluster) {
    String prefix = cluster.properties().get(OwnSettings.TOPIC_PREFIX);
    return prefix == null ? LIVE : new Topics(prefix);
  }

  /** Tensor chunks, written by trainers, read by graph-stream at the offsets a manifest names. */
  public Topic<WeightsChunk> weights() {
    var retention = new Retention.Limited(WEIGHTS_TIME, WEIGHTS_BYTES_PER_PARTITION);
    return byRun("weights", WeightsChunk.class, retention);
  }

  /** Epoch manifests, written by trainers, read by graph-stream. */
  public Topic<EpochManifest> epochs() {
    return byRun("epochs", EpochManifest.class, new Retention.Kept());
  }

  /** Runs and their status, written by trainers, read by predictor-stream and fitting. */
  public Topic<Run> runs() {
    return byRun("runs", Run.class, new Retention.Compacted(DEFAULT_MESSAGE_BYTES));
  }

  /** Graph statistics, written by graph-stream, read by signature-stream. */
  public Topic<GraphStatistics> graphStatistics() {
    return byRun("graph-statistics", GraphStatistics.class, new Retention.Kept());
  }

  /** Temporal signatures, written by signature-stream, read by predictor-stream and fitting. */
  public Topic<Signature> signatures() {
    return byRun("signatures", Signature.class, new Retention.Kept());
  }

  /** Predictors, written by fitting, read by predictor-stream. */
  public Topic<Predictor> predictors() {
    return new Topic<>(
        prefixOf("predictors") + ".predictors.v1",
        Predictor.class,
        Topic.Key.PREDICTOR,
        new Retention.Compacted(PREDICTOR_MESSAGE_BYTES));
  }

  /** Predictions, written by predictor-stream, read by dashboards and schedulers. */
  public Topic<Prediction> predictions() {
    return byRun("predictions", Prediction.class, new Retention.Kept());
  }

  /** How good predictions turned out, written by predictor-stream, read by dashboards. */
  public Topic<Score> scores() {
    return byRun("scores", Score.class, new Retention.Kept());
  }

  /** What stages could not use, with the reason. */
  public Topic<DeadLetter> deadLetters() {
    return byRun("dead-letters", DeadLetter.class, new Retention.Kept());
  }

  /** All of them, in the order in which data pass them. */
  public List<Topic<?>> all() {
    return List.of(
        weights(),
        epochs(),
        runs(),
        graphStatistics(),
        signatures(),
        predictors(),
        predictions(),
        scores(),
        deadLetters());
  }

  private <V extends SpecificRecord> Topic<V> byRun(
      String name, Class<V> valueType, Retention retention) {
    return new Topic<>(prefixOf(name) + "." + name + ".v1", valueType, Topic.Key.RUN, retention);
  }

  private String prefixOf(String name) {
    return elsewhere.getOrDefault(name, prefix);
  }

  private static void check(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix \"%s\": want 1 to 150 of [A-Za-z0-9._-]".formatted(prefix));
    }
  }
}
