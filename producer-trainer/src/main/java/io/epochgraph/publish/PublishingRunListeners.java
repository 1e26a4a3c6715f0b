package io.epochgraph.publish;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunListeners;
import io.epochgraph.trainer.RunSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes each run that a worker trains, all with one {@link WeightPublisher}. */
public final class PublishingRunListeners implements RunListeners {

  /** The client property with the prefix of the topics' names; {@code epochgraph} without it. */
  public static final String TOPIC_PREFIX = "epochgraph.topic.prefix";

  /**
   * The client property that says what a full queue means: {@code skip} (default) or {@code block}.
   */
  public static final String ON_FULL = "epochgraph.publish.on.full";

  private static final Logger LOG = LoggerFactory.getLogger(PublishingRunListeners.class);

  /** Less than the time that a worker waits for its listeners. */
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final WeightPublisher publisher;

  /**
   * @param client {@code bootstrap.servers}, {@code schema.registry.url}, {@link #TOPIC_PREFIX},
   *     {@link #ON_FULL} and any other property of a producer or a registry client
   */
  public PublishingRunListeners(Map<String, String> client) {
    var properties = new HashMap<>(client);
    String prefix = properties.remove(TOPIC_PREFIX);
    Topics topics = prefix == null ? Topics.LIVE : new Topics(prefix);
    OnFull onFull = onFull(properties.remove(ON_FULL));
    publisher =
        WeightPublisher.open(
            ClusterSettings.from(properties),
            PublisherSettings.defaults().withTopics(topics).withOnFull(onFull));
  }

  @Override
  public RunListener attach(RunSettings run) {
    return new PublishingRunListener(publisher, InstantSource.system());
  }

  /** Waits up to 30 s for what is not sent yet, and logs what could not be. */
  @Override
  public void close() {
    try {
      List<Unsent> unsent = publisher.close(CLOSE);
      PublisherStats stats = publisher.stats();
      LOG.info(
          "{} epochs published ({} bytes of weights), {} skipped, {} failed",
          stats.published(),
          stats.bytes(),
          stats.skipped(),
          stats.failed());
      if (!unsent.isEmpty()) {
        LOG.error("Not published: {}", unsent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OnFull onFull(String value) {
    return switch (value) {
      case null -> OnFull.SKIP;
      case "skip" -> OnFull.SKIP;
      case "block" -> OnFull.BLOCK;
      default ->
          throw new IllegalArgumentException("%s %s: want skip or block".formatted(ON_FULL, value));
    };
  }
}
