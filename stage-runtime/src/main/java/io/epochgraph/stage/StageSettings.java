package io.epochgraph.stage;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.OwnSettings;
import io.epochgraph.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;

/**
 * What a stage is started with.
 *
 * @param stage the stage's name
 * @param cluster how to reach Kafka and the registry
 * @param topics the topics it reads and writes
 * @param applicationPrefix what its application id begins with; instances that share it share the
 *     work
 * @param stateDirectory where it keeps its stores
 * @param options this project's own settings, by their full name
 * @param metrics where it counts what it does
 * @param ends where a replay ends, by partition of what it reads: records from there on are passed
 *     over; none for a live stage
 */
public record StageSettings(
    String stage,
    ClusterSettings cluster,
    Topics topics,
    String applicationPrefix,
    Path stateDirectory,
    Map<String, String> options,
    StageMetrics metrics,
    Map<TopicPartition, Long> ends) {

  /** The properties that are ours and not Kafka's begin with this. */
  public static final String OWN = OwnSettings.PREFIX;

  /** Deprecated as a constant only because Kafka 5 will have no other way. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** Copies the options. */
  public StageSettings {
    options = Map.copyOf(options);
    ends = Map.copyOf(ends);
  }

  /** Those of a live stage that counts nothing. */
  public StageSettings(
      String stage,
      ClusterSettings cluster,
      Topics topics,
      String applicationPrefix,
      Path stateDirectory,
      Map<String, String> options) {
    this(
        stage,
        cluster,
        topics,
        applicationPrefix,
        stateDirectory,
        options,
        StageMetrics.unseen(stage),
        Map.of());
  }

  /** The same, reading only up to {@code readUntil}. */
  public StageSettings until(Map<TopicPartition, Long> readUntil) {
    return new StageSettings(
        stage, cluster, topics, applicationPrefix, stateDirectory, options, metrics, readUntil);
  }

  /** The same, counting in {@code registry}. */
  public StageSettings withMetrics(MeterRegistry registry) {
    return new StageSettings(
        stage,
        cluster,
        topics,
        applicationPrefix,
        stateDirectory,
        options,
        new StageMetrics(registry, stage),
        ends);
  }

  /**
   * How outputs are committed: each at once, or in a replay by time, which is many times faster.
   */
  public Commits commits() {
    return ends.isEmpty() ? Commits.EACH : Commits.BY_TIME;
  }

  /**
   * The settings in {@code properties}: {@code bootstrap.servers}, {@code schema.registry.url},
   * {@code state.dir}, {@code epochgraph.topic.prefix}, {@code epochgraph.application.prefix}; any
   * other goes to Kafka as it is.
   */
  public static StageSettings from(String stage, Map<String, String> properties) {
    var client = new HashMap<String, String>();
    var own = new HashMap<String, String>();
    properties.forEach((name, value) -> (OwnSettings.isOwn(name) ? own : client).put(name, value));
    String stateDirectory = client.remove(StreamsConfig.STATE_DIR_CONFIG);
    return new StageSettings(
        stage,
        ClusterSettings.from(client),
        new Topics(own.getOrDefault(OwnSettings.TOPIC_PREFIX, Topics.LIVE.prefix())),
        own.getOrDefault(OwnSettings.APPLICATION_PREFIX, Topics.LIVE.prefix()),
        Path.of(
            stateDirectory != null
                ? stateDirectory
                : System.getProperty("java.io.tmpdir") + "/epochgraph-state"),
        own);
  }

  /** An option of our own, as a list of words with commas between them. */
  public List<String> words(String name, String byDefault) {
    return Arrays.stream(options.getOrDefault(OWN + name, byDefault).split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The application id: it names the consumer group, the transactions and the changelogs. */
  public String applicationId() {
    return applicationPrefix + "." + stage;
  }

  /** An option of our own, as a whole number of at least {@code least}. */
  public int option(String name, int byDefault, int least) {
    String value = options.get(OWN + name);
    if (value == null) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the message below says it
    }
    throw new IllegalArgumentException(
        "%s%s = \"%s\": want a whole number of at least %d".formatted(OWN, name, value, least));
  }

  /** Kafka Streams' settings: exactly once, every operator named, whatever the cluster wants. */
  public Properties streamsConfig() {
    var config = new Properties();
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION.toMillis()));
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.toIntExact(HEARTBEAT.toMillis()));
    config.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "CreateTime");
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecords.class);
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecords.class);
    config.put(GLOBAL_HANDLER, true);
    config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecords.class);
    config.putAll(cluster.kafka());
    config.put(BadRecords.SETTINGS, this);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return config;
  }

  TopologyConfig topologyConfig() {
    return new TopologyConfig(new StreamsConfig(streamsConfig()));
  }
}
