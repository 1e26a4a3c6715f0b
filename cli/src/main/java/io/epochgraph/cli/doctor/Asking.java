package io.epochgraph.cli.doctor;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks Kafka, and makes a finding of what it has against it. */
final class Asking {

  private Asking() {}

  /**
   * What Kafka answers.
   *
   * @throws KafkaException with what it has against it
   */
  static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafkas) {
        throw kafkas;
      }
      throw new KafkaException(e.getCause());
    }
  }

  /** The findings of {@code check}, or one that says why it could not be made. */
  static List<Finding> about(String area, Supplier<List<Finding>> check) {
    try {
      return check.get();
    } catch (AuthorizationException e) {
      return List.of(Finding.warn(area, "-", "this principal may not look: " + e.getMessage(), ""));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      return List.of(Finding.fail(area, "-", "cannot be told: " + reason(e), ""));
    }
  }

  static String reason(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
