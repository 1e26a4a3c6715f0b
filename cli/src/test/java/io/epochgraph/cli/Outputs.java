package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Prediction;
import io.epochgraph.schemas.Topic;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What comes out of a pipeline, run by run. */
record Outputs(Pipeline pipeline) {

  /** The one dead letter that names this record. */
  DeadLetter awaitLetter(RecordMetadata at) throws Exception {
    List<DeadLetter> letters =
        Waiting.until(
            "there is a dead letter for " + at,
            () ->
                pipeline.records().values(pipeline.topics().deadLetters()).stream()
                    .filter(it -> it.getTopic().equals(at.topic()))
                    .filter(it -> it.getPartition() == at.partition())
                    .filter(it -> it.getOffset() == at.offset())
                    .toList(),
            found -> !found.isEmpty());
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  List<DeadLetter> lettersOf(MadeRun run) {
    return pipeline.records().values(pipeline.topics().deadLetters()).stream()
        .filter(it -> run.run().equals(it.getRun()))
        .toList();
  }

  List<Prediction> awaitPredictions(MadeRun run, int count) throws Exception {
    return Waiting.until(
        run.run() + " has its predictions",
        () -> of(run, pipeline.topics().predictions()),
        found -> found.size() >= count);
  }

  <V extends SpecificRecord> List<V> await(MadeRun run, Topic<V> topic, Predicate<V> wanted)
      throws Exception {
    return Waiting.until(
        run.run() + " is through", () -> of(run, topic), found -> found.stream().anyMatch(wanted));
  }

  /** A run's committed values, in order. */
  <V extends SpecificRecord> List<V> of(MadeRun run, Topic<V> topic) {
    return pipeline.records().values(topic).stream()
        .filter(it -> it.get(0).toString().equals(run.run()))
        .toList();
  }
}
