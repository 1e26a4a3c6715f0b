package io.epochgraph.stage;

import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RegistryUnavailableException;
import io.epochgraph.schemas.RunId;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the values of a topic that is keyed by run. Bytes that are proven bad, and values whose run
 * is not their key, become dead letters. A registry that gives no answer is asked again for a
 * minute; then the task fails and starts anew, and no record is lost. A record that comes again is
 * passed over: see {@link Positions}.
 */
public final class ReadProcessor<V extends SpecificRecord>
    implements Processor<String, byte[], String, Outcome<V>> {

  private static final Logger LOG = LoggerFactory.getLogger(ReadProcessor.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String stage;
  private final Supplier<RecordReader<V>> readers;
  private final Function<V, String> runOf;
  private final boolean tombstones;
  private final String positionsStore;
  private final Map<TopicPartition, Long> ends;
  private Positions positions;
  private RecordReader<V> reader;
  private ProcessorContext<String, Outcome<V>> context;

  /**
   * Reads for {@code stage}.
   *
   * @param readers makes the reader that a task uses
   * @param runOf the run that a value names
   * @param tombstones whether null values are deletions, to be passed over
   * @param positionsStore the store of {@link Positions}, so that nothing is read twice
   * @param ends the offsets from which on records are passed over, by partition; none for a live
   *     stage
   */
  public ReadProcessor(
      String stage,
      Supplier<RecordReader<V>> readers,
      Function<V, String> runOf,
      boolean tombstones,
      String positionsStore,
      Map<TopicPartition, Long> ends) {
    this.stage = stage;
    this.readers = readers;
    this.runOf = runOf;
    this.tombstones = tombstones;
    this.positionsStore = positionsStore;
    this.ends = ends;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<V>> context) {
    this.context = context;
    this.positions = new Positions(context.getStateStore(positionsStore));
    this.reader = readers.get();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (isPastTheEnd() || !positions.isNew(context.recordMetadata().orElseThrow())) {
      return;
    }
    if (record.value() == null && tombstones) {
      return;
    }
    switch (readPatiently(record.value())) {
      case Decoded.Refused<V>(var code, var reason) ->
          refuse(record, keyedRun(record), new Refusal(code, reason));
      case Decoded.Accepted<V>(var value) -> {
        String run = runOf.apply(value);
        if (!RunId.isValid(run)) {
          refuse(record, keyedRun(record), new Refusal("INVALID", invalidRun(run)));
        } else if (!run.equals(record.key())) {
          String key = RunId.printable(record.key());
          var refusal = new Refusal("WRONG_KEY", "key %s: want the run, %s".formatted(key, run));
          refuse(record, run, refusal);
        } else {
          try (var _ = LogScope.run(stage, run)) {
            context.forward(record.withValue(new Outcome.Good<>(value)));
          }
        }
      }
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private boolean isPastTheEnd() {
    return !ends.isEmpty()
        && context
            .recordMetadata()
            .filter(
                at -> {
                  Long end = ends.get(new TopicPartition(at.topic(), at.partition()));
                  return end != null && at.offset() >= end;
                })
            .isPresent();
  }

  private Decoded<V> readPatiently(byte[] bytes) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return reader.read(bytes);
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LOG.warn("{}: {}; asking again", stage, e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  private static String keyedRun(Record<String, byte[]> record) {
    return RunId.isValid(record.key()) ? record.key() : null;
  }

  private void refuse(Record<String, byte[]> record, String run, Refusal refusal) {
    var letter = refusal.letter(stage, context, run, null, record.timestamp());
    context.forward(record.withKey(run).withValue(new Outcome.Dead<>(letter)));
  }

  private static String invalidRun(String run) {
    return "run id %s: want 1 to 200 of [A-Za-z0-9._-]".formatted(RunId.printable(run));
  }
}
