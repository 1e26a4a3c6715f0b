package io.epochgraph.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.local.EmbeddedBroker;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker and a real registry. */
@Timeout(180)
final class DashboardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Topics TOPICS = Topics.LIVE;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldWaitForTopicsThenFollowThem(@TempDir Path directory) throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        var registry =
            RegistryProcess.start(
                directory.resolve("registry"), 0, RegistryProcess.Storage.MEMORY)) {
      var cluster = ClusterSettings.of(broker.bootstrapServers(), registry.url());
      var dashboard = Dashboard.start(cluster, TOPICS, DashboardSettings.onLoopback(0));
      try (dashboard;
          var events = events(dashboard)) {
        awaitSummary(dashboard, it -> message(it).contains("epochgraph.runs.v1"));

        ClusterSetup.createTopics(cluster, TOPICS, 4, Optional.empty());
        writeHistory(cluster);
        awaitSummary(dashboard, it -> it.get("source").get("caughtUp").asBoolean());

        var summary = awaitSummary(dashboard, it -> it.get("unreadable").asInt() == 2);
        assertThat(summary.get("predictions").asInt()).isEqualTo(1);
        assertThat(summary.get("deadLetters").asInt()).isEqualTo(1);
        assertThat(summary.get("predictors").get(0).get("fittedOn").asInt()).isEqualTo(2);
        assertThat(summary.get("predictors").get(0).get("scored").asInt()).isEqualTo(1);
        var row = get(dashboard, "api/runs").get(0);
        assertThat(row.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(row.get("forecasts").get(0).get("error").asDouble()).isPositive();

        write(cluster, TOPICS.epochs(), "live", Records.epoch("live", 0, 0, 0.1));
        assertThat(nextEpoch(events)).contains("\"run\":\"live\"");
      }
      shouldCloseWithinASecond(cluster);
    }
  }

  @Test
  void shouldWaitForTheRegistry(@TempDir Path directory) throws Exception {
    Path schemas = directory.resolve("registry");
    try (var broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      ClusterSettings cluster;
      int port;
      try (var registry = RegistryProcess.start(schemas, 0, RegistryProcess.Storage.FILE)) {
        port = URI.create(registry.url()).getPort();
        cluster = ClusterSettings.of(broker.bootstrapServers(), registry.url());
        ClusterSetup.createTopics(cluster, TOPICS, 1, Optional.empty());
        write(cluster, TOPICS.epochs(), "a", Records.epoch("a", 0, 0, 0.1));
      }
      try (var dashboard = Dashboard.start(cluster, TOPICS, DashboardSettings.onLoopback(0))) {
        awaitSummary(dashboard, it -> message(it).contains("schema registry"));
        assertThat(get(dashboard, "healthz").get("status").asText()).isEqualTo("UP");
        assertThat(get(dashboard, "api/runs")).isEmpty();

        try (var _ = RegistryProcess.start(schemas, port, RegistryProcess.Storage.FILE)) {
          var summary = awaitSummary(dashboard, it -> it.get("source").get("caughtUp").asBoolean());
          assertThat(message(summary)).isEmpty();
          assertThat(summary.get("unreadable").asInt()).isZero();
          assertThat(get(dashboard, "api/runs").get(0).get("run").asText()).isEqualTo("a");
        }
      }
    }
  }

  private void writeHistory(ClusterSettings cluster) throws Exception {
    write(cluster, TOPICS.predictors(), "p@1", Records.predictor(List.of("x", "y")));
    write(cluster, TOPICS.runs(), "a", Records.run("a", 0, RunStatus.COMPLETED, 20, 0.7));
    write(cluster, TOPICS.epochs(), "a", Records.epoch("a", 0, 1, 0.3));
    var prediction = Records.prediction("a", 0, 1, 0.8);
    write(cluster, TOPICS.predictions(), "a", prediction);
    write(cluster, TOPICS.scores(), "a", Records.score(prediction, 0.7));
    write(cluster, TOPICS.deadLetters(), "a", Records.deadLetter("a", 2, "INVALID", "bad"));
    write(cluster, TOPICS.epochs(), "b", Records.epoch("not a run id", 0, 1, 0.3));
    try (var producer = producer(cluster, Map.of())) {
      send(producer, TOPICS.predictions().name(), "a", new byte[] {1, 2, 3}).get();
    }
    var transactional = Map.<String, Object>of("transactional.id", "gives-up");
    try (var producer = producer(cluster, transactional);
        var serializer = new RecordSerializer<>(cluster)) {
      producer.initTransactions();
      producer.beginTransaction();
      String topic = TOPICS.predictions().name();
      byte[] value = serializer.serialize(topic, Records.prediction("a", 0, 2, 0.9));
      send(producer, topic, "a", value).get();
      producer.abortTransaction();
    }
  }

  private static void shouldCloseWithinASecond(ClusterSettings cluster) {
    var dashboard = Dashboard.start(cluster, TOPICS, DashboardSettings.onLoopback(0));
    long before = System.nanoTime();
    dashboard.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  private static <V extends SpecificRecord> void write(
      ClusterSettings cluster, Topic<V> topic, String key, V value)
      throws ExecutionException, InterruptedException {
    try (var producer = producer(cluster, Map.of());
        var serializer = new RecordSerializer<V>(cluster)) {
      send(producer, topic.name(), key, serializer.serialize(topic.name(), value)).get();
    }
  }

  private static Future<?> send(
      KafkaProducer<String, byte[]> producer, String topic, String key, byte[] value) {
    return producer.send(new ProducerRecord<>(topic, key, value));
  }

  private static KafkaProducer<String, byte[]> producer(
      ClusterSettings cluster, Map<String, Object> more) {
    var settings = cluster.kafka();
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private JsonNode awaitSummary(Dashboard dashboard, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    JsonNode summary = get(dashboard, "api/summary");
    while (!wanted.test(summary)) {
      assertThat(System.nanoTime()).as("still %s", summary).isLessThan(until);
      Thread.sleep(100);
      summary = get(dashboard, "api/summary");
    }
    return summary;
  }

  private static String message(JsonNode summary) {
    return summary.get("source").get("message").asText("");
  }

  private JsonNode get(Dashboard dashboard, String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(dashboard.url() + path)).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private BufferedReader events(Dashboard dashboard) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(dashboard.url() + "api/events"))
            .header("Accept", "text/event-stream")
            .build();
    var stream = http.send(request, BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static String nextEpoch(BufferedReader events) throws IOException {
    String data = "";
    boolean epoch = false;
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data:")) {
        data = line;
      }
      epoch |= line.startsWith("event:") && line.endsWith("epoch");
      if (line.isEmpty() && epoch) {
        return data;
      }
    }
    throw new IOException("the stream ended before an epoch");
  }
}
