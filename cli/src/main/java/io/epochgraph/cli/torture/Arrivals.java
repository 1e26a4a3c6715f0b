package io.epochgraph.cli.torture;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Prediction;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees epochs being published and their committed predictions arrive, as they do. */
final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordReader<EpochManifest> manifests;
  private final RecordReader<Prediction> predictions;
  private final int partitions;
  private final Set<Epoch> published = new HashSet<>();
  private final List<Watch> watches = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("arrivals").unstarted(this::read);
  private final Map<String, Integer> epochs = new HashMap<>();
  private final Map<String, Integer> chunks = new HashMap<>();
  private int predicted;
  private volatile boolean closed;

  private record Epoch(String run, int epoch) {}

  Arrivals(ClusterSettings cluster, Topics topics) {
    this.topics = topics;
    Map<String, Object> settings = cluster.kafka();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    manifests = new RecordReader<>(topics.epochs(), cluster);
    predictions = new RecordReader<>(topics.predictions(), cluster);
    var assigned = new ArrayList<TopicPartition>();
    partitions = consumer.partitionsFor(topics.epochs().name()).size();
    for (int partition = 0; partition < partitions; partition++) {
      assigned.add(new TopicPartition(topics.weights().name(), partition));
      assigned.add(new TopicPartition(topics.epochs().name(), partition));
      assigned.add(new TopicPartition(topics.predictions().name(), partition));
    }
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
    thread.start();
  }

  /**
   * Watches from now on how soon each partition predicts an epoch that is published from now on.
   */
  synchronized Watch watch() {
    var watch = new Watch();
    watches.add(watch);
    return watch;
  }

  synchronized int epochsPublished() {
    return published.size();
  }

  synchronized int epochsPredicted() {
    return predicted;
  }

  /** Epochs that {@code run} has published. */
  synchronized int epochs(String run) {
    return epochs.getOrDefault(run, 0);
  }

  /** Chunks of weights that {@code run} has published. */
  synchronized int chunks(String run) {
    return chunks.getOrDefault(run, 0);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    manifests.close();
    predictions.close();
  }

  private void read() {
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.topic().equals(topics.weights().name())) {
          chunk(new String(record.key(), StandardCharsets.UTF_8));
        } else if (record.topic().equals(topics.epochs().name())) {
          if (manifests.read(record.value()) instanceof Decoded.Accepted<EpochManifest>(var it)) {
            published(record.partition(), new Epoch(it.getRun(), it.getEpoch()));
          }
        } else if (predictions.read(record.value())
            instanceof Decoded.Accepted<Prediction>(var it)) {
          predicted(record.partition(), new Epoch(it.getRun(), it.getEpoch()));
        }
      }
    }
  }

  private synchronized void chunk(String run) {
    chunks.merge(run, 1, Integer::sum);
  }

  private synchronized void published(int partition, Epoch epoch) {
    if (published.add(epoch)) {
      epochs.merge(epoch.run(), 1, Integer::sum);
      watches.forEach(
          watch -> watch.open.computeIfAbsent(partition, _ -> new HashSet<>()).add(epoch));
    }
  }

  private synchronized void predicted(int partition, Epoch epoch) {
    predicted++;
    for (Watch watch : watches) {
      Set<Epoch> open = watch.open.get(partition);
      if (open != null && open.contains(epoch)) {
        watch.recovered.putIfAbsent(partition, Watch.since(watch.start));
      }
    }
  }

  /** How soon predictions come after a moment. */
  final class Watch implements AutoCloseable {

    private static final Duration NO_INPUT = Duration.ofSeconds(5);

    private final long start = System.nanoTime();
    private final Map<Integer, Set<Epoch>> open = new HashMap<>();
    private final Map<Integer, Duration> recovered = new HashMap<>();

    private Watch() {}

    /**
     * Waits for every partition; those that have no epoch 5 s from now do not count.
     *
     * @return the time to the first prediction on the slowest partition; empty where {@code
     *     patience} ended or nothing was published
     */
    Optional<Duration> await(Duration patience) throws InterruptedException {
      long from = System.nanoTime();
      while (since(from).compareTo(patience) < 0) {
        synchronized (Arrivals.this) {
          boolean all = recovered.size() == partitions;
          boolean allWithInput =
              since(from).compareTo(NO_INPUT) > 0
                  && !recovered.isEmpty()
                  && recovered.keySet().containsAll(open.keySet());
          boolean noInput = since(from).compareTo(NO_INPUT.multipliedBy(6)) > 0 && open.isEmpty();
          if (all || allWithInput || noInput) {
            return recovered.values().stream().max(Duration::compareTo);
          }
        }
        Thread.sleep(20);
      }
      return Optional.empty();
    }

    /** Whether any epoch was published meanwhile. */
    boolean hadInput() {
      synchronized (Arrivals.this) {
        return !open.isEmpty();
      }
    }

    @Override
    public void close() {
      synchronized (Arrivals.this) {
        watches.remove(this);
      }
    }

    private static Duration since(long nanoTime) {
      return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
  }
}
