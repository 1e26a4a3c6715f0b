package io.epochgraph.publish;

import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends with a producer that is made anew when it breaks, as one does that was idle for so long
 * that the broker has forgotten its id. A registry that gives no answer is asked again until the
 * delivery timeout is over. For one thread.
 */
final class Delivery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Supplier<Producer<String, SpecificRecord>> producers;
  private final Duration timeout;
  private Producer<String, SpecificRecord> producer;

  /** Several sends that count as one: on a broken producer all of them are repeated. */
  interface Sends {
    void run() throws Lost, InterruptedException;
  }

  /** Something could not be delivered, for now or for good. */
  static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    Lost(Throwable cause) {
      super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
  }

  Delivery(Supplier<Producer<String, SpecificRecord>> producers, Duration timeout) {
    this.producers = producers;
    this.timeout = timeout;
    this.producer = producers.get();
  }

  /** Fetches what the first records would have to wait for. They try again where this fails. */
  void warmUp(Topics topics) throws InterruptedException {
    try {
      for (var topic : List.of(topics.runs(), topics.weights(), topics.epochs())) {
        producer.partitionsFor(topic.name());
      }
    } catch (InterruptException _) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      LOG.warn("The cluster gives no answer yet: {}", e.getMessage());
    }
  }

  /** Runs {@code sends}, and again where that can help. */
  void deliver(Sends sends) throws Lost, InterruptedException {
    long start = System.nanoTime();
    boolean renewed = false;
    while (true) {
      try {
        sends.run();
        return;
      } catch (Lost lost) {
        if (isBroken(lost.getCause()) && !renewed) {
          LOG.warn("The producer broke and is made anew: {}", lost.getMessage());
          producer.close(Duration.ZERO);
          producer = producers.get();
          renewed = true;
        } else if (lost.getCause() instanceof SerializationException
            && System.nanoTime() - start < timeout.toNanos()) {
          Thread.sleep(PAUSE);
        } else {
          throw lost;
        }
      }
    }
  }

  /** Hands one record to the producer. */
  <V extends SpecificRecord> Future<RecordMetadata> send(
      Topic<V> topic, Instant timestamp, String run, V value) throws Lost, InterruptedException {
    try {
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(topic.name(), null, timestamp.toEpochMilli(), run, value));
      if (sent.isDone()) {
        await(sent); // one that failed at once spares the wait for the others
      }
      return sent;
    } catch (InterruptException _) {
      throw new InterruptedException();
    } catch (KafkaException | IllegalStateException e) {
      throw new Lost(e);
    }
  }

  /** Waits for the broker's acknowledgement. */
  static RecordMetadata await(Future<RecordMetadata> sent) throws Lost, InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new Lost(e.getCause());
    }
  }

  /** Drops what is not acknowledged yet. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  /** Whether the producer is of no use any more: it sends nothing, however often it is asked. */
  private static boolean isBroken(Throwable cause) {
    return switch (cause) {
      case SerializationException _ -> false;
      case InvalidPidMappingException _,
          InvalidProducerEpochException _,
          OutOfOrderSequenceException _,
          ProducerFencedException _ ->
          true;
      case ApiException _ -> false;
      default -> true;
    };
  }
}
