package io.epochgraph.publish;

import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link WeightPublisher} works.
 *
 * @param topics where to
 * @param queuedEpochs epochs of one run that may wait while another is sent; at least 1
 * @param queuedBytes weights of all runs that are copied and held in memory, at least 1; a larger
 *     epoch is copied where nothing else is held ({@link OnFull#SKIP}), or sent without a copy
 *     ({@link OnFull#BLOCK})
 * @param onFull what becomes of an epoch that would be too much
 * @param deliveryTimeout how long a record may take until the broker has it, retries included; an
 *     epoch that takes longer has failed. At least 100 ms.
 * @param closeTimeout how long {@link WeightPublisher#close()} waits for what is left
 */
public record PublisherSettings(
    Topics topics,
    int queuedEpochs,
    long queuedBytes,
    OnFull onFull,
    Duration deliveryTimeout,
    Duration closeTimeout) {

  private static final Duration LEAST_DELIVERY = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  /** Checks the ranges. */
  public PublisherSettings {
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(onFull, "onFull");
    if (queuedEpochs < 1) {
      throw new IllegalArgumentException("queuedEpochs %d: want 1 or more".formatted(queuedEpochs));
    }
    if (queuedBytes < 1) {
      throw new IllegalArgumentException("queuedBytes %d: want 1 or more".formatted(queuedBytes));
    }
    if (deliveryTimeout.compareTo(LEAST_DELIVERY) < 0 || deliveryTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "deliveryTimeout %s: want %s to %s".formatted(deliveryTimeout, LEAST_DELIVERY, LONGEST));
    }
    if (closeTimeout.isNegative()) {
      throw new IllegalArgumentException("closeTimeout %s: want 0 or more".formatted(closeTimeout));
    }
  }

  /**
   * The live topics, two epochs of each run and 1 GB in all, skip when full, two minutes to
   * deliver.
   */
  public static PublisherSettings defaults() {
    return new PublisherSettings(
        Topics.LIVE, 2, 1L << 30, OnFull.SKIP, Duration.ofMinutes(2), Duration.ofMinutes(2));
  }

  /** The same with other topics. */
  public PublisherSettings withTopics(Topics others) {
    return new PublisherSettings(
        others, queuedEpochs, queuedBytes, onFull, deliveryTimeout, closeTimeout);
  }

  /** The same with other bounds. */
  public PublisherSettings withQueue(int epochs, long bytes) {
    return new PublisherSettings(topics, epochs, bytes, onFull, deliveryTimeout, closeTimeout);
  }

  /** The same with another answer to a full queue. */
  public PublisherSettings withOnFull(OnFull other) {
    return new PublisherSettings(
        topics, queuedEpochs, queuedBytes, other, deliveryTimeout, closeTimeout);
  }

  /** The same with other times to deliver and to close. */
  public PublisherSettings withTimeouts(Duration delivery, Duration close) {
    return new PublisherSettings(topics, queuedEpochs, queuedBytes, onFull, delivery, close);
  }
}
