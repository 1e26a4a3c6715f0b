package io.epochgraph.publish;

import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.schemas.ClusterSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/**
 * Publishes training runs without holding training up.
 *
 * <p>Epochs are copied and handed to one thread, which sends them in order: the weights in chunks
 * of whole output rows, and the manifest once the broker has all of them. Two epochs of each run
 * may wait by default, and 1 GB be held in memory; an epoch beyond that is skipped, counted and
 * logged, and its metrics go with the run's next manifest ({@link OnFull}). Neither a broker nor a
 * registry out of reach stops training: an epoch that cannot be delivered in time has
 * <em>failed</em>, and is otherwise treated as a skipped one.
 *
 * <p>Records are keyed by run, acknowledged by all in-sync replicas, and written once: where a
 * manifest's acknowledgement was lost, the epoch counts as failed though readers may see it. Not
 * transactional: a trainer that is killed leaves at most chunks that no manifest names.
 *
 * <p>Any number of runs may share a publisher, each from a thread of its own. It costs that thread
 * one copy of the weights an epoch, or the time to send it ({@link RunPublication#epochInPlace}).
 */
public final class WeightPublisher implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(1);

  private final PublisherSettings settings;
  private final long largestRow;
  private final Ledger ledger = new Ledger();
  private final SendQueue queue;
  private final Thread sender;
  private volatile boolean told;

  private WeightPublisher(
      PublisherSettings settings,
      long largestRow,
      Supplier<Producer<String, SpecificRecord>> producers) {
    this.settings = settings;
    this.largestRow = largestRow;
    this.queue = new SendQueue(settings.queuedEpochs(), settings.queuedBytes());
    var delivery = new Delivery(producers, settings.deliveryTimeout());
    var work = new Sender(queue, delivery, settings.topics(), ledger);
    this.sender = Thread.ofPlatform().name("weight-publisher").daemon().unstarted(work);
  }

  /**
   * Opens a publisher. The topics must exist, or be created by the broker; schemas that the
   * registry does not have yet are registered.
   *
   * @param cluster where to; its properties go to the producer, except for the few that the
   *     guarantees above rest on
   * @throws org.apache.kafka.common.KafkaException where the producer refuses its settings; a
   *     cluster out of reach is no error yet
   */
  public static WeightPublisher open(ClusterSettings cluster, PublisherSettings settings) {
    var config = new ProducerSettings(cluster, settings.deliveryTimeout());
    return open(settings, config.largestRow(), config::producer);
  }

  static WeightPublisher open(
      PublisherSettings settings,
      long largestRow,
      Supplier<Producer<String, SpecificRecord>> producers) {
    var publisher = new WeightPublisher(settings, largestRow, producers);
    publisher.sender.start();
    return publisher;
  }

  /**
   * Announces a run as {@code RUNNING}.
   *
   * @return what publishes its epochs, for one thread at a time
   * @throws IllegalStateException if the publisher is closed
   */
  public RunPublication start(RunStart start) {
    var chain = new RunChain(start);
    var record =
        Run.newBuilder()
            .setRun(start.run())
            .setAttempt(start.attempt())
            .setDescriptor(start.descriptor())
            .setStatus(RunStatus.RUNNING)
            .setPlannedEpochs(start.plannedEpochs())
            .setLastEpoch(start.previous().map(last -> last.getEpoch()).orElse(0))
            .setChangedAt(start.startedAt())
            .build();
    queue.add(new Task.Status(chain, Unsent.What.START, record));
    return new RunPublication(chain, queue, ledger, settings.onFull(), largestRow);
  }

  /** How it works. */
  public PublisherSettings settings() {
    return settings;
  }

  /** What has been done so far. */
  public PublisherStats stats() {
    return ledger.stats();
  }

  /** Bytes of weights that wait to be sent, or are being sent. */
  public long queuedBytes() {
    return queue.bytesHeld();
  }

  /**
   * Takes nothing more and waits until everything is sent, but no longer than {@code timeout} and a
   * second.
   *
   * @return what was not sent since the publisher opened: what has failed, and what still waits
   *     now, which is given up. Skipped epochs are not in it.
   */
  public List<Unsent> close(Duration timeout) throws InterruptedException {
    queue.close();
    try {
      if (!timeout.isPositive() || !sender.join(timeout)) {
        sender.interrupt();
        sender.join(STOP);
      }
    } catch (InterruptedException e) {
      sender.interrupt();
      throw e;
    }
    var unsent = new LinkedHashSet<>(ledger.failures());
    queue.left().stream()
        .filter(task -> !(task instanceof Task.Skipped))
        .map(task -> task.chain().unsent(task))
        .forEach(unsent::add);
    told = true;
    return List.copyOf(unsent);
  }

  /**
   * Closes with the settings' time; does nothing where the publisher is closed already.
   *
   * @throws IllegalStateException if something was not sent; it names each
   */
  @Override
  public void close() {
    if (told) {
      return;
    }
    List<Unsent> unsent;
    try {
      unsent = close(settings.closeTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the publisher sent what was left", e);
    }
    if (!unsent.isEmpty()) {
      throw new IllegalStateException("not sent: " + unsent);
    }
  }
}
