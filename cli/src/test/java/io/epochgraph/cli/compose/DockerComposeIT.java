package io.epochgraph.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.TinyRun;
import io.epochgraph.cli.compose.ComposeFile.Service;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each command of ours in docker-compose.yml with that file's environment, as plain processes
 * against a real broker and registry.
 */
class DockerComposeIT {
  private static final Duration START = Duration.ofSeconds(90);
  private static final List<String> SERVERS =
      List.of("graph-stream", "signature-stream", "predictor-stream", "dashboard");

  @TempDir private Path directory;

  @Test
  void shouldTakeATrainersEpochsToPredictions() throws Exception {
    ComposeFile compose = ComposeFile.read();
    Path launcher = ImageProcess.layOut(directory);
    try (var local = LocalCluster.temporary();
        var running = new Processes()) {
      var cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
      createTopics(launcher, compose, cluster);
      installPredictors(launcher, compose, cluster);
      Map<String, ImageProcess> servers = new HashMap<>();
      Map<String, Integer> ports = new HashMap<>();
      for (String name : SERVERS) {
        ports.put(name, freePort());
        servers.put(name, running.add(start(launcher, compose, cluster, name, ports.get(name))));
      }
      for (ImageProcess server : servers.values()) {
        server.awaitHealthy(START);
      }

      var predictions = new LinkedBlockingQueue<Prediction>();
      try (var _ =
          TopicTail.follow(
              Topics.LIVE.predictions(), cluster, TopicTail.From.BEGINNING, predictions::add)) {
        TinyRun.publish(cluster, "tiny-1", 0.5);
        assertPredictions(predictions, "tiny-1", 3);

        trainer(launcher, compose, cluster);
        assertThat(predictions.poll(60, TimeUnit.SECONDS))
            .satisfies(
                prediction -> {
                  assertThat(prediction.getDescriptor().getNetwork()).isEqualTo("lenet5");
                  assertThat(prediction.getDescriptor().getDataset()).isEqualTo("squares");
                });
      }
      assertThat(shown(ports.get("dashboard"))).contains("tiny-1", "lenet5");
      assertScraped(ports);
      for (String stage : SERVERS.subList(0, 3)) {
        assertLogged(servers.get(stage), stage);
      }
      assertThat(servers.values()).allMatch(DockerComposeIT::healthy);
    }
  }

  /** Every metric that the alerts and Grafana's panels ask for comes from one of the processes. */
  private static void assertScraped(Map<String, Integer> ports) throws Exception {
    var told = new TreeSet<String>();
    for (int port : ports.values()) {
      told.addAll(WantedMetrics.told(get(port, "/metrics")));
    }
    assertThat(told).containsAll(WantedMetrics.ofRulesAndDashboard());
    assertThat(get(ports.get("graph-stream"), "/metrics"))
        .contains("epochgraph_epochs_total{outcome=\"new\",stage=\"graph-stream\"} 5.0")
        .contains("epochgraph_stage_ready{stage=\"graph-stream\"} 1.0")
        .contains("epochgraph_lag_records{")
        .doesNotContain("tiny-1");
  }

  /** Each stage says in JSON which epoch of which run it has processed. */
  private static void assertLogged(ImageProcess stage, String name) throws IOException {
    var mapper = new ObjectMapper();
    assertThat(stage.output().lines())
        .anySatisfy(
            line -> {
              JsonNode mdc = mapper.readTree(line).path("mdc");
              assertThat(mdc.path("stage").asText()).isEqualTo(name);
              assertThat(mdc.path("run").asText()).isEqualTo("tiny-1");
              assertThat(mdc.path("attempt").asText()).isEqualTo("0");
              assertThat(mdc.path("epoch").asText()).isEqualTo("2");
            });
  }

  private static void createTopics(Path launcher, ComposeFile compose, ClusterSettings cluster)
      throws Exception {
    try (var topics = start(launcher, compose, cluster, "topics", 0)) {
      assertThat(topics.awaitExit(START)).as(topics.output()).isZero();
      assertThat(topics.output().lines()).hasSize(9).allMatch(line -> line.startsWith("created"));
    }
  }

  private static void installPredictors(Path launcher, ComposeFile compose, ClusterSettings cluster)
      throws Exception {
    try (var predictors = start(launcher, compose, cluster, "predictors", 0)) {
      assertThat(predictors.awaitExit(START)).as(predictors.output()).isZero();
      assertThat(predictors.output().lines())
          .contains("Predictor lenet5-cifar10-kernel@1, fitted on 162 runs, the champion");
    }
  }

  private void trainer(Path launcher, ComposeFile compose, ClusterSettings cluster)
      throws Exception {
    String images = squares(directory.resolve("squares")).toString();
    String[] small = {
      "--dataset", images, "--runs", "1", "--epochs", "1", "--images", "30", "--parallel", "1"
    };
    try (var trainer = start(launcher, compose, cluster, "trainer", 0, small)) {
      assertThat(trainer.awaitExit(Duration.ofMinutes(3))).as(trainer.output()).isZero();
      assertThat(trainer.output()).contains("ended after 1 epochs");
    }
  }

  private static void assertPredictions(
      BlockingQueue<Prediction> predictions, String run, int epochs) throws InterruptedException {
    for (int epoch = 0; epoch < epochs; epoch++) {
      Prediction prediction = predictions.poll(60, TimeUnit.SECONDS);
      assertThat(prediction).as("epoch %d", epoch).isNotNull();
      assertThat(prediction.getRun()).isEqualTo(run);
      assertThat(prediction.getEpoch()).isEqualTo(epoch);
      assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
      assertThat(prediction.getNextCommand())
          .isEqualTo("epochgraph predictor train --network tiny --dataset none");
    }
  }

  /** Starts a service; the file's addresses, port and directory become this machine's. */
  private static ImageProcess start(
      Path launcher,
      ComposeFile compose,
      ClusterSettings cluster,
      String name,
      int port,
      String... more)
      throws IOException {
    Service service = compose.service(name);
    var places =
        Map.of(
            "http://schema-registry:8081", cluster.schemaRegistryUrl(),
            "kafka:19092", cluster.bootstrapServers(),
            "/var/lib/epochgraph", launcher.resolveSibling("state-" + name).toString(),
            "0.0.0.0", "127.0.0.1",
            "8090", Integer.toString(port),
            "8080", Integer.toString(port));
    return ImageProcess.start(launcher, service, places, more);
  }

  private static boolean healthy(ImageProcess server) {
    try {
      return server.isHealthy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String shown(int port) throws IOException, InterruptedException {
    return get(port, "/api/runs");
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static Path squares(Path folder) throws IOException {
    for (String colour : List.of("dark", "light")) {
      Path ofClass = Files.createDirectories(folder.resolve(colour));
      for (int i = 0; i < 30; i++) {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour.equals("dark") ? Color.DARK_GRAY : Color.LIGHT_GRAY);
        graphics.fillRect(i % 10, i % 7, 16, 16);
        graphics.dispose();
        ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Closes what it was given, the latest first. */
  private static final class Processes implements AutoCloseable {
    private final ArrayDeque<ImageProcess> processes = new ArrayDeque<>();

    ImageProcess add(ImageProcess process) {
      processes.push(process);
      return process;
    }

    @Override
    public void close() {
      AssertionError failed = null;
      while (!processes.isEmpty()) {
        try {
          processes.pop().close();
        } catch (AssertionError e) {
          failed = e;
        }
      }
      if (failed != null) {
        throw failed;
      }
    }
  }
}
