package io.epochgraph.stage;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * One stage of the way of the data.
 *
 * @param name its name, for example "graph-stream"; also the end of its application id
 * @param transactionTimeout how long its transactions may take, unless settings say otherwise: all
 *     partitions of a thread share one, so it must outlast the slowest record of each but one. It
 *     is also how long readers may have to wait for a transaction of an instance that was killed.
 * @param topology adds its operators to a builder
 */
public record Stage(String name, Duration transactionTimeout, Builder topology) {

  private static final Duration QUICK = Duration.ofSeconds(10);

  /** A member of a group that computes for longer than this is taken for dead: Kafka's default. */
  private static final int LEAST_POLL_MILLIS = 300_000;

  /** A first record needs no transaction, and may take several times as long. */
  private static final long POLLS = 5;

  /** One whose records take milliseconds. */
  public Stage(String name, Builder topology) {
    this(name, QUICK, topology);
  }

  /** Adds a stage's operators. */
  @FunctionalInterface
  public interface Builder {
    /** Adds the operators to {@code builder}, as {@code settings} want them. */
    void build(StreamsBuilder builder, StageSettings settings);
  }

  /** Kafka Streams' settings for it. */
  Properties config(StageSettings settings) {
    Properties config = settings.streamsConfig();
    String transaction = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    config.putIfAbsent(transaction, Math.toIntExact(transactionTimeout.toMillis()));
    long millis = Long.parseLong(config.get(transaction).toString().strip());
    config.putIfAbsent(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        Math.clamp(POLLS * millis, LEAST_POLL_MILLIS, Integer.MAX_VALUE));
    return config;
  }

  /** The topics that it reads as a group, in alphabetical order; not those read whole. */
  public Set<String> inputs(StageSettings settings) {
    var topics = new TreeSet<String>();
    for (var part : build(settings).describe().subtopologies()) {
      for (var node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          topics.addAll(source.topicSet());
        }
      }
    }
    return topics;
  }

  /** The stage's whole topology. */
  public Topology build(StageSettings settings) {
    var builder = new StreamsBuilder(settings.topologyConfig());
    topology.build(builder, settings);
    return builder.build();
  }
}
