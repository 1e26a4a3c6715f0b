package io.epochgraph.stage;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/** When a stage commits what it has made. */
public enum Commits {
  /** After each record with an output, so that readers see it at once. */
  EACH,
  /** At Kafka Streams' commit interval. */
  BY_TIME;

  /** To be called when a record's outputs are sent. */
  public void after(ProcessingContext context) {
    if (this == EACH) {
      context.commit();
    }
  }
}
