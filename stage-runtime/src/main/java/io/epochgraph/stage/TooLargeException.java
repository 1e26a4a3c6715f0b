package io.epochgraph.stage;

import org.apache.kafka.common.errors.SerializationException;

/** A value that no broker with default limits would take. It never gets as far as the producer. */
final class TooLargeException extends SerializationException {

  private static final long serialVersionUID = 1L;

  TooLargeException(String topic, int bytes, int most) {
    super("a value of %d bytes for %s: want at most %d".formatted(bytes, topic, most));
  }
}
