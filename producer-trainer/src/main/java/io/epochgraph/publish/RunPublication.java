package io.epochgraph.publish;

import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the epochs of one attempt at a run, in order. For one thread at a time. */
public final class RunPublication {

  private static final Logger LOG = LoggerFactory.getLogger(RunPublication.class);

  /** Some 45 bytes each in a manifest, which is one record of at most 1 MiB. */
  private static final int MOST_CHUNKS = 20_000;

  private final RunChain chain;
  private final SendQueue queue;
  private final Ledger ledger;
  private final OnFull onFull;
  private final long largestRow;
  private int lastEpoch;
  private boolean ended;

  RunPublication(RunChain chain, SendQueue queue, Ledger ledger, OnFull onFull, long largestRow) {
    this.chain = chain;
    this.queue = queue;
    this.ledger = ledger;
    this.onFull = onFull;
    this.largestRow = largestRow;
    this.lastEpoch = chain.start().previous().map(last -> last.getEpoch()).orElse(-1);
  }

  /**
   * Hands one epoch over. The layers' bytes are copied before this returns, except for an epoch
   * that is larger than the whole queue: with {@link OnFull#BLOCK} it is sent from where it stands
   * while the caller waits, so that the copies never take more than the queue may hold. With {@link
   * OnFull#SKIP} one epoch is copied whatever its size, and skipped where the heap has no room.
   *
   * @param epoch 0 is the initial weights, 1 the weights after the first epoch of training; above
   *     the last one handed over
   * @param layers in the order in which data flow through them, with different names, at least one
   *     of them with weights; no output row longer than a request (1 MiB by default), and no more
   *     than 20,000 chunks of 512 KiB in all, about 10 GB
   * @param metrics what was measured; accuracies are fractions. Losses may be NaN.
   * @param trainedAt when the epoch was finished, by the trainer's clock: the event time of all
   *     that follows from it
   * @return true if it is going to be sent, false if it was skipped, which never happens with
   *     {@link OnFull#BLOCK}
   * @throws IllegalArgumentException if something is out of range; the run can go on
   * @throws IllegalStateException if the run has ended or the publisher is closed
   * @throws InterruptedException only with {@link OnFull#BLOCK}, while it waits
   */
  public boolean epoch(int epoch, List<PublishedLayer> layers, Metrics metrics, Instant trainedAt)
      throws InterruptedException {
    if (onFull == OnFull.BLOCK && queue.isSmallerThan(bytes(layers))) {
      epochInPlace(epoch, layers, metrics, trainedAt);
      return true;
    }
    Instant time = check(epoch, layers, trainedAt);
    Metrics measured = checked(metrics);
    long bytes = bytes(layers);
    if (!queue.takeRoom(chain, bytes, onFull)) {
      skip(epoch, measured, "too much still waits to be sent");
      return false;
    }
    boolean handedOver = false;
    try {
      List<OutgoingLayer> copies = layers.stream().map(OutgoingLayer::copied).toList();
      queue.add(new Task.Epoch(chain, epoch, copies, measured, time, bytes, bytes));
      handedOver = true;
    } catch (OutOfMemoryError e) {
      if (onFull == OnFull.BLOCK) {
        throw e;
      }
    } finally {
      if (!handedOver) {
        queue.giveBack(chain, bytes);
      }
    }
    if (!handedOver) {
      skip(epoch, measured, "the heap has no room for a copy of %d bytes".formatted(bytes));
      return false;
    }
    lastEpoch = epoch;
    return true;
  }

  /**
   * Publishes one epoch from where its weights stand, a chunk at a time, and returns when it is
   * sent or has failed: as {@link #epoch} else, but nothing is copied, nothing skipped, and an
   * epoch of any size takes no more than the producer's buffer (32 MB by default). For files, and
   * for trainers that would rather wait than hold a copy.
   *
   * @param layers whose weights must not change until this returns
   * @throws IllegalArgumentException if something is out of range; the run can go on
   * @throws IllegalStateException if the run has ended or the publisher is closed, be it while this
   *     waits
   * @throws InterruptedException while it waits; what then becomes of the epoch is not certain
   */
  public void epochInPlace(
      int epoch, List<PublishedLayer> layers, Metrics metrics, Instant trainedAt)
      throws InterruptedException {
    Instant time = check(epoch, layers, trainedAt);
    Metrics measured = checked(metrics);
    List<OutgoingLayer> lent = layers.stream().map(OutgoingLayer::inPlace).toList();
    var task = new Task.Epoch(chain, epoch, lent, measured, time, bytes(layers), 0);
    queue.takeRoom(chain, 0, OnFull.BLOCK);
    boolean handedOver = false;
    try {
      queue.add(task);
      handedOver = true;
    } finally {
      if (!handedOver) {
        queue.giveBack(chain, 0);
      }
    }
    lastEpoch = epoch;
    queue.awaitDone(task);
  }

  /**
   * Hands over what was measured in an epoch whose weights are not published at all, say because
   * only every fifth epoch's are. It goes with the next manifest.
   *
   * @param epoch above the last one handed over
   * @throws IllegalArgumentException if something is out of range
   * @throws IllegalStateException if the run has ended or the publisher is closed
   */
  public void metricsOnly(int epoch, Metrics metrics) {
    checkRunning();
    checkNext(epoch);
    queue.add(new Task.Skipped(chain, epoch, checked(metrics)));
    lastEpoch = epoch;
  }

  /**
   * Announces the end of the run, which is sent after all its epochs.
   *
   * @throws IllegalStateException if the run has ended before or the publisher is closed
   */
  public void end(RunEnd end) {
    checkRunning();
    RunStart start = chain.start();
    var record =
        Run.newBuilder()
            .setRun(start.run())
            .setAttempt(start.attempt())
            .setDescriptor(start.descriptor())
            .setStatus(end.status())
            .setPlannedEpochs(start.plannedEpochs())
            .setLastEpoch(end.lastEpoch())
            .setBestValidationAccuracy(boxed(end.bestValidationAccuracy()))
            .setFinalValidationAccuracy(boxed(end.finalValidationAccuracy()))
            .setReason(end.reason().orElse(null))
            .setChangedAt(end.endedAt())
            .build();
    queue.add(new Task.Status(chain, Unsent.What.END, record));
    ended = true;
  }

  private void skip(int epoch, Metrics measured, String why) {
    LOG.warn("{} is skipped, as {}; its metrics go with the next one", describe(epoch), why);
    queue.add(new Task.Skipped(chain, epoch, measured));
    ledger.skipped();
    lastEpoch = epoch;
  }

  private static long bytes(List<PublishedLayer> layers) {
    return layers.stream().mapToLong(PublishedLayer::weightBytes).sum();
  }

  private Instant check(int epoch, List<PublishedLayer> layers, Instant trainedAt) {
    checkRunning();
    checkNext(epoch);
    checkLayers(layers);
    return EventTime.check(trainedAt, describe(epoch));
  }

  private void checkRunning() {
    if (ended) {
      throw new IllegalStateException("run %s has ended".formatted(chain.start().run()));
    }
  }

  private void checkNext(int epoch) {
    if (epoch <= lastEpoch) {
      throw invalid("epoch %d: want one above %d, the last one".formatted(epoch, lastEpoch));
    }
  }

  private void checkLayers(List<PublishedLayer> layers) {
    if (layers.stream().allMatch(layer -> !layer.spec().kind().hasWeights())) {
      throw invalid("%d layers, none with weights: want one or more".formatted(layers.size()));
    }
    long chunks = layers.stream().mapToLong(RowChunk::count).sum();
    if (chunks > MOST_CHUNKS) {
      throw invalid(
          "%d bytes in %d chunks: want at most %d chunks, which is what a manifest can name"
              .formatted(bytes(layers), chunks, MOST_CHUNKS));
    }
    var names = new HashSet<String>();
    for (PublishedLayer layer : layers) {
      String name = layer.spec().name();
      if (!names.add(name)) {
        throw invalid("two layers named %s: want different names".formatted(name));
      }
      if (layer.rowBytes() > largestRow) {
        throw invalid(
            "layer %s: %d bytes in one output row: want at most %d, or a larger max.request.size here and max.message.bytes of the weights topic"
                .formatted(layer.spec(), layer.rowBytes(), largestRow));
      }
    }
  }

  private Metrics checked(Metrics metrics) {
    Double accuracy = metrics.getValidationAccuracy();
    if (accuracy != null && !(accuracy >= 0 && accuracy <= 1)) {
      throw invalid("validationAccuracy %s: want a fraction in [0, 1]".formatted(accuracy));
    }
    return Metrics.newBuilder(metrics).build();
  }

  private String describe(int epoch) {
    return "run %s, attempt %d, epoch %d"
        .formatted(chain.start().run(), chain.start().attempt(), epoch);
  }

  private IllegalArgumentException invalid(String what) {
    return new IllegalArgumentException("run %s: %s".formatted(chain.start().run(), what));
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
