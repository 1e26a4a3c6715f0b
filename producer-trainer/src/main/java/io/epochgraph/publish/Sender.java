package io.epochgraph.publish;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one task after the other. An epoch's manifest follows the acknowledgement of its last
 * chunk; whatever goes wrong before that leaves chunks which nobody reads.
 */
final class Sender implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final SendQueue queue;
  private final Delivery delivery;
  private final Topics topics;
  private final Ledger ledger;

  /** What is kept of a chunk while its acknowledgement is awaited: not its bytes. */
  private record SentChunk(int firstRow, int rows, Sha256 digest, Future<RecordMetadata> sent) {

    ChunkReference reference() throws Delivery.Lost, InterruptedException {
      RecordMetadata stored = Delivery.await(sent);
      return new ChunkReference(stored.partition(), stored.offset(), firstRow, rows, digest);
    }
  }

  Sender(SendQueue queue, Delivery delivery, Topics topics, Ledger ledger) {
    this.queue = queue;
    this.delivery = delivery;
    this.topics = topics;
    this.ledger = ledger;
  }

  @Override
  public void run() {
    try (delivery) {
      delivery.warmUp(topics);
      for (Task task = queue.next(); task != null; task = queue.next()) {
        handle(task);
        queue.done(task);
      }
    } catch (InterruptedException _) {
      LOG.debug("Closed before everything was sent");
    } finally {
      queue.stop();
    }
  }

  private void handle(Task task) throws InterruptedException {
    try {
      switch (task) {
        case Task.Status status -> delivery.deliver(() -> send(status));
        case Task.Epoch epoch -> {
          delivery.deliver(() -> send(epoch));
          epoch.chain().published(epoch.epoch());
          ledger.published(epoch.bytes());
        }
        case Task.Skipped skipped -> skipped.chain().lost(skipped.epoch(), skipped.metrics());
      }
    } catch (Delivery.Lost | RuntimeException | OutOfMemoryError | InternalError e) {
      // the last one is what a mapped file throws that was cut short
      Unsent unsent = task.chain().unsent(task);
      LOG.error("Not sent: {}: {}", unsent, e instanceof Delivery.Lost ? e.getMessage() : e);
      ledger.failed(unsent);
      if (task instanceof Task.Epoch epoch) {
        epoch.chain().lost(epoch.epoch(), epoch.metrics());
      }
    }
  }

  private void send(Task.Status status) throws Delivery.Lost, InterruptedException {
    var run = status.run();
    Delivery.await(delivery.send(topics.runs(), run.getChangedAt(), run.getRun(), run));
  }

  private void send(Task.Epoch epoch) throws Delivery.Lost, InterruptedException {
    var sent = new ArrayList<List<SentChunk>>();
    for (int layer = 0; layer < epoch.layers().size(); layer++) {
      sent.add(sendChunks(epoch, layer));
    }
    var layers = new ArrayList<Layer>();
    for (int layer = 0; layer < sent.size(); layer++) {
      var references = new ArrayList<ChunkReference>();
      for (SentChunk chunk : sent.get(layer)) {
        references.add(chunk.reference());
      }
      layers.add(epoch.layers().get(layer).sentAs(references));
    }
    var manifest = epoch.chain().manifest(epoch, layers);
    Delivery.await(delivery.send(topics.epochs(), epoch.trainedAt(), manifest.getRun(), manifest));
  }

  private List<SentChunk> sendChunks(Task.Epoch epoch, int layer)
      throws Delivery.Lost, InterruptedException {
    RunStart start = epoch.chain().start();
    var sent = new ArrayList<SentChunk>();
    try (Stream<RowChunk> chunks = epoch.layers().get(layer).chunks().get()) {
      for (RowChunk chunk : (Iterable<RowChunk>) chunks::iterator) {
        var value =
            new WeightsChunk(
                start.run(),
                start.attempt(),
                epoch.epoch(),
                layer,
                sent.size(),
                ByteBuffer.wrap(chunk.data()));
        var future = delivery.send(topics.weights(), epoch.trainedAt(), start.run(), value);
        sent.add(new SentChunk(chunk.firstRow(), chunk.rows(), chunk.digest(), future));
      }
    }
    return sent;
  }
}
