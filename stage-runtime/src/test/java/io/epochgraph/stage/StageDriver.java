package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Runs one stage without a broker, on a registry in memory, and reads and writes its topics. */
public final class StageDriver implements AutoCloseable {

  public static final Topics TOPICS = Topics.LIVE;

  /** The timestamp of what tests send, unless they say another one. */
  public static final Instant SENT_AT = Instant.parse("2030-01-01T00:00:00Z");

  private final StageSettings settings;
  private final TopologyTestDriver driver;
  private final Path directory;
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();

  private StageDriver(Stage stage, StageSettings settings, Path directory) {
    this.settings = settings;
    this.driver = new TopologyTestDriver(stage.build(settings), settings.streamsConfig());
    this.directory = directory;
  }

  public static StageDriver of(Stage stage) {
    return of(stage, Map.of());
  }

  /** As in a replay, that reads only up to {@code ends}. */
  public static StageDriver replaying(Stage stage, Map<TopicPartition, Long> ends) {
    Path directory = temporary();
    return new StageDriver(
        stage, settings(stage.name(), directory, Map.of()).until(ends), directory);
  }

  /** With options of our own, by their full name. */
  public static StageDriver of(Stage stage, Map<String, String> options) {
    Path directory = temporary();
    return new StageDriver(stage, settings(stage.name(), directory, options), directory);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of("target"), "stage-driver-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the stage is built from, in the words that Kafka Streams has for it. */
  public static String describe(Stage stage) {
    Topology topology = stage.build(settings(stage.name(), Path.of("unused"), Map.of()));
    return topology.describe().toString().strip() + "\n";
  }

  /** Fails where the stage's topology is not the one that was committed. */
  public static void assertDescribed(Stage stage) {
    String actual = describe(stage);
    String file = stage.name() + ".topology.txt";
    Path now = Path.of("target", file);
    try {
      Files.writeString(now, actual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(actual)
        .as(
            "%s has changed. Stores' names are those of changelogs: a new name leaves the old state"
                + " behind. To accept it: cp %s src/test/resources/",
            stage.name(), now.toAbsolutePath())
        .isEqualTo(committed(file));
    assertThat(actual)
        .as("operators and stores that Kafka Streams named by a number")
        .doesNotContainPattern("\\d{10}");
  }

  public StageSettings settings() {
    return settings;
  }

  public TopologyTestDriver driver() {
    return driver;
  }

  public <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    try (var serializer = new RecordSerializer<V>(settings.cluster())) {
      return serializer.serialize(topic.name(), value);
    }
  }

  public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
    sendBytes(topic, key, bytes(topic, value));
  }

  public void sendBytes(Topic<?> topic, String key, byte[] value) {
    sendBytes(topic, key, value, SENT_AT);
  }

  public void sendBytes(Topic<?> topic, String key, byte[] value, Instant at) {
    inputs
        .computeIfAbsent(
            topic.name(),
            name ->
                driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()))
        .pipeInput(new TestRecord<>(key, value, at));
  }

  /** What came out since the last call, with keys and timestamps. */
  public <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
    var output =
        outputs.computeIfAbsent(
            topic.name(),
            name ->
                driver.createOutputTopic(
                    name, new StringDeserializer(), new ByteArrayDeserializer()));
    try (var reader = new RecordReader<>(topic, settings.cluster())) {
      return output.readRecordsToList().stream()
          .map(
              out ->
                  switch (reader.read(out.value())) {
                    case Decoded.Accepted<V>(var value) ->
                        new TestRecord<>(out.key(), value, out.headers(), out.getRecordTime());
                    case Decoded.Refused<V>(var code, var reason) ->
                        throw new AssertionError(topic.name() + ": " + code + ": " + reason);
                  })
          .toList();
    }
  }

  /** What came out since the last call. */
  public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  /** The dead letters since the last call. */
  public List<DeadLetter> deadLetters() {
    return values(TOPICS.deadLetters());
  }

  @Override
  public void close() {
    driver.close();
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StageSettings settings(String stage, Path directory, Map<String, String> options) {
    return new StageSettings(
            stage,
            ClusterSettings.of("127.0.0.1:9", "mock://" + stage),
            TOPICS,
            TOPICS.prefix(),
            directory,
            options)
        .withMetrics(new SimpleMeterRegistry());
  }

  private static String committed(String file) {
    try (InputStream in = StageDriver.class.getResourceAsStream("/" + file)) {
      return in == null ? "(nothing yet)" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
