package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RegistryRefusedException;
import io.epochgraph.schemas.RegistryUnavailableException;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics into the model, from their beginning and then live, in a thread of its own. It
 * belongs to no consumer group and commits nothing. Topics that are missing, a broker and a
 * registry that are away are waited for; a registry that refuses us ends it.
 *
 * <p>While it catches up it tells of no single changes; when it has caught up it tells {@code
 * reset} once, and from then on each change.
 */
final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration DERIVE_SILENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofMillis(500);
  private static final Change RESET = new Change("reset", null, null);

  private final ClusterSettings cluster;
  private final DashboardModel model;
  private final InstantSource clock;
  private final Consumer<Change> listener;
  private final Map<String, TopicFeed<?>> feeds = new TreeMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private Instant lookAgain = Instant.MIN;
  private Instant deriveAgain = Instant.MIN;
  private boolean announced;
  private String waitsFor = "";

  TopicReader(
      ClusterSettings cluster,
      Topics topics,
      DashboardModel model,
      InstantSource clock,
      Consumer<Change> listener) {
    this.cluster = cluster;
    this.model = model;
    this.clock = clock;
    this.listener = listener;
    List.of(
            new TopicFeed<>(topics.predictors(), cluster, model, model::accept),
            new TopicFeed<>(topics.runs(), cluster, model, it -> model.accept(it, now())),
            new TopicFeed<>(topics.epochs(), cluster, model, it -> model.accept(it, now())),
            new TopicFeed<>(topics.predictions(), cluster, model, it -> model.accept(it, now())),
            new TopicFeed<>(topics.scores(), cluster, model, it -> model.accept(it, now())),
            new TopicFeed<>(topics.deadLetters(), cluster, model, model::accept))
        .forEach(feed -> feeds.put(feed.topic(), feed));
    consumer = new KafkaConsumer<>(consumerConfig(cluster));
    thread = Thread.ofPlatform().name("dashboard-reader").daemon().unstarted(this::readUntilClosed);
  }

  void start() {
    thread.start();
  }

  /** Completes when it reads no more: normally after {@link #close}, else with the cause. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Its consumer, for what it says of itself. */
  KafkaConsumer<?, ?> consumer() {
    return consumer;
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      if (thread.isAlive() && !thread.join(CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> consumerConfig(ClusterSettings cluster) {
    var config = cluster.kafka();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "epochgraph-dashboard");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  private void readUntilClosed() {
    try {
      while (!closed()) {
        try {
          readOnce();
        } catch (WakeupException | InterruptException e) {
          LOG.debug("woken up to close");
        } catch (RegistryRefusedException e) {
          throw e;
        } catch (KafkaException e) {
          waitFor(
              "Kafka at %s gives no answer: %s"
                  .formatted(cluster.bootstrapServers(), e.getMessage()));
          pause(RETRY);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("interrupted to close");
    } catch (RegistryRefusedException e) {
      waitFor("the reader has stopped: " + e.getMessage());
      ended.completeExceptionally(e);
    } catch (RuntimeException e) {
      waitFor("the reader has stopped: " + e);
      LOG.error("the reader has stopped", e);
      ended.completeExceptionally(e);
    } finally {
      feeds.values().forEach(TopicFeed::close);
      consumer.close(CloseOptions.timeout(CLOSE));
      ended.complete(null);
    }
  }

  private void readOnce() throws InterruptedException {
    Instant now = now();
    if (!now.isBefore(lookAgain)) {
      boolean all = assignWhatIsThere();
      lookAgain = now.plus(all ? LOOK_FOR_PARTITIONS : LOOK_FOR_TOPICS);
    }
    if (consumer.assignment().isEmpty()) {
      pause(LOOK_FOR_TOPICS);
      return;
    }
    for (ConsumerRecord<byte[], byte[]> kafkaRecord : consumer.poll(POLL)) {
      take(kafkaRecord).filter(_ -> announced).ifPresent(listener);
    }
    if (!announced && waitsFor.isEmpty() && caughtUp()) {
      announced = true;
      LOG.info("caught up: {} runs", model.runs().size());
      model.source(new Source(true, null));
      model.deriveSilence(now);
      listener.accept(RESET);
    }
    if (announced && !now.isBefore(deriveAgain) && caughtUp()) {
      model.deriveSilence(now).forEach(listener);
      deriveAgain = now.plus(DERIVE_SILENCE);
    }
  }

  /** Returns whether all topics are there. */
  private boolean assignWhatIsThere() {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics(ASK);
    var partitions = new ArrayList<TopicPartition>();
    var missing = new ArrayList<String>();
    for (String topic : feeds.keySet()) {
      List<PartitionInfo> found = existing.getOrDefault(topic, List.of());
      found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      if (found.isEmpty()) {
        missing.add(topic);
      }
    }
    if (partitions.size() != consumer.assignment().size()) {
      consumer.assign(partitions);
    }
    if (missing.isEmpty()) {
      waitFor("");
    } else {
      waitFor("there are no topics %s yet".formatted(String.join(", ", missing)));
    }
    return missing.isEmpty();
  }

  private Optional<Change> take(ConsumerRecord<byte[], byte[]> kafkaRecord)
      throws InterruptedException {
    boolean waited = false;
    while (true) {
      try {
        Optional<Change> change = feeds.get(kafkaRecord.topic()).take(kafkaRecord);
        if (waited) {
          waitFor("");
        }
        return change;
      } catch (RegistryUnavailableException e) {
        waitFor(e.getMessage());
        waited = true;
        pause(RETRY);
      }
    }
  }

  private boolean caughtUp() {
    return consumer.assignment().stream()
        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
  }

  /** Says what it waits for, once, in the log and to pages; nothing where it is empty. */
  private void waitFor(String what) {
    if (!what.equals(waitsFor)) {
      waitsFor = what;
      if (what.isEmpty()) {
        LOG.info("nothing more to wait for");
        model.source(new Source(announced, null));
      } else {
        LOG.warn("waiting: {}", what);
        model.source(new Source(announced, "waiting: " + what));
      }
      listener.accept(RESET);
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private Instant now() {
    return clock.instant();
  }
}
