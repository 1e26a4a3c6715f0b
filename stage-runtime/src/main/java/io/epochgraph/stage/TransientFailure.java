package io.epochgraph.stage;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.protocol.Errors;

/** Tells what passes, such as a broker or registry that is away, from what does not. */
final class TransientFailure {

  private static final int SERVER_ERROR = 500;

  private TransientFailure() {}

  /** Whether {@code cause}, itself and not what it was caused by, passes. */
  static boolean is(Throwable cause) {
    return switch (cause) {
      case RetriableException _ -> true;
      // A broker that was killed may remember the member that had the name before this one.
      case FencedInstanceIdException _ -> true;
      // A coordinator that has just come back may not know a transaction yet that it holds.
      case InvalidTxnStateException _ -> true;
      case SerializationException writing ->
          switch (writing.getCause()) {
            case IOException _ -> true;
            case RestClientException answer -> answer.getStatus() >= SERVER_ERROR;
            case null, default -> false;
          };
      case KafkaException unexpected -> quotesRetriable(unexpected);
      default -> false;
    };
  }

  /**
   * The consumer wraps errors that it does not expect of a request into text: "Unexpected error
   * from SyncGroup: The coordinator is loading and hence can't process requests."
   */
  private static boolean quotesRetriable(KafkaException unexpected) {
    String message = unexpected.getMessage();
    return unexpected.getClass() == KafkaException.class
        && message != null
        && message.startsWith("Unexpected error")
        && Arrays.stream(Errors.values())
            .filter(error -> error.exception() instanceof RetriableException)
            .anyMatch(error -> message.endsWith(error.message()));
  }
}
