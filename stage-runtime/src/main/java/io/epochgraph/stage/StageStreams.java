package io.epochgraph.stage;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Retention;
import io.epochgraph.schemas.Topic;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of a topology: topics come in as typed values, values and dead letters go out. */
public final class StageStreams {

  private static final Logger LOG = LoggerFactory.getLogger(StageStreams.class);

  private final StreamsBuilder builder;
  private final StageSettings settings;

  /** Adds to {@code builder}. */
  public StageStreams(StreamsBuilder builder, StageSettings settings) {
    this.builder = builder;
    this.settings = settings;
  }

  /**
   * The values of {@code topic}; what cannot be read is diverted.
   *
   * @param name names the operators
   * @param runOf the run that a value names, which must be its key
   */
  public <V extends SpecificRecord> KStream<String, V> read(
      String name, Topic<V> topic, Function<V, String> runOf) {
    boolean tombstones = topic.retention() instanceof Retention.Compacted;
    String positions = name + "-positions";
    builder.addStateStore(Positions.store(positions));
    KStream<String, Outcome<V>> outcomes =
        builder.stream(
                topic.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(name))
            .process(
                () ->
                    new ReadProcessor<>(
                        settings.stage(),
                        () -> new RecordReader<>(topic, settings.cluster()),
                        runOf,
                        tombstones,
                        positions,
                        settings.ends()),
                Named.as("read-" + name),
                positions);
    return divert("read-" + name, outcomes);
  }

  /** Sends the dead letters among {@code outcomes} to their topic and returns the others. */
  public <V> KStream<String, V> divert(String name, KStream<String, Outcome<V>> outcomes) {
    var branches =
        outcomes
            .split(Named.as(name + "-"))
            .branch((run, outcome) -> outcome instanceof Outcome.Dead, Branched.as("dead"))
            .defaultBranch(Branched.as("good"));
    KStream<String, DeadLetter> letters =
        branches.get(name + "-dead").mapValues(this::letter, Named.as(name + "-dead-letter"));
    write(name + "-dead-letters", letters, settings.topics().deadLetters());
    return branches.get(name + "-good").mapValues(StageStreams::value, Named.as(name + "-value"));
  }

  /** Sends {@code values} to {@code topic}. */
  public <V extends SpecificRecord> void write(
      String name, KStream<String, V> values, Topic<V> topic) {
    values.to(topic.name(), Produced.with(Serdes.String(), this.<V>writing()).withName(name));
  }

  private <V extends SpecificRecord> Serde<V> writing() {
    Deserializer<V> never =
        (name, bytes) -> {
          throw new IllegalStateException(name + " is only written here");
        };
    return Serdes.serdeFrom(
        new BoundedSerializer<V>(new RecordSerializer<>(settings.cluster())), never);
  }

  private <V> DeadLetter letter(Outcome<V> outcome) {
    DeadLetter letter = ((Outcome.Dead<V>) outcome).letter();
    settings.metrics().deadLetter(letter.getCode());
    LOG.info(
        "{} partition {} offset {} becomes a dead letter: {}: {}",
        letter.getTopic(),
        letter.getPartition(),
        letter.getOffset(),
        letter.getCode(),
        letter.getReason());
    return letter;
  }

  private static <V> V value(Outcome<V> outcome) {
    return ((Outcome.Good<V>) outcome).value();
  }
}
