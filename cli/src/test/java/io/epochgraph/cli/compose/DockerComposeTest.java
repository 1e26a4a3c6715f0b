package io.epochgraph.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgraph.cli.Project;
import io.epochgraph.cli.compose.ComposeFile.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DockerComposeTest {
  private static final List<String> STAGES =
      List.of("graph-stream", "signature-stream", "predictor-stream");

  private final ComposeFile compose = read();

  @Test
  void shouldHaveEveryPartOfTheWay() {
    assertThat(compose.services().keySet())
        .containsExactly(
            "kafka",
            "schema-registry",
            "topics",
            "predictors",
            "graph-stream",
            "signature-stream",
            "predictor-stream",
            "dashboard",
            "prometheus",
            "grafana",
            "trainer");
    assertThat(compose.service("kafka").image()).startsWith("apache/kafka:4.3.");
    assertThat(compose.service("schema-registry").image())
        .startsWith("confluentinc/cp-schema-registry:7.9.");
    assertThat(compose.service("trainer").profiles()).containsExactly("train");
  }

  @Test
  void shouldGiveAllOfOursTheSameCluster() {
    Map<String, String> cluster = compose.service("topics").environment();

    assertThat(cluster)
        .containsOnlyKeys("EPOCHGRAPH_BOOTSTRAP_SERVERS", "EPOCHGRAPH_SCHEMA_REGISTRY_URL");
    assertThat(ours())
        .allSatisfy(own -> assertThat(own.environment()).containsAllEntriesOf(cluster));
    assertThat(compose.service("kafka").environment().get("KAFKA_ADVERTISED_LISTENERS"))
        .contains("INSIDE://" + cluster.get("EPOCHGRAPH_BOOTSTRAP_SERVERS"));
    assertThat(compose.service("schema-registry").environment())
        .containsEntry(
            "SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS",
            cluster.get("EPOCHGRAPH_BOOTSTRAP_SERVERS"))
        .containsEntry("SCHEMA_REGISTRY_SCHEMA_COMPATIBILITY_LEVEL", "BACKWARD_TRANSITIVE");
  }

  @Test
  void shouldPublishPortsOnLoopbackOnly() {
    assertThat(compose.services().values())
        .flatExtracting(Service::ports)
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @Test
  void shouldWaitForWhatIsNeeded() {
    assertThat(compose.services().values())
        .allSatisfy(
            service ->
                service
                    .dependsOn()
                    .forEach(
                        (other, condition) -> {
                          Service needed = compose.service(other);
                          assertThat(needed).as(other).isNotNull();
                          assertThat(condition)
                              .isEqualTo(
                                  needed.healthCheck().isEmpty()
                                      ? "service_completed_successfully"
                                      : "service_healthy");
                        }));
    for (String name : STAGES) {
      assertThat(compose.service(name).dependsOn())
          .containsOnlyKeys("kafka", "schema-registry", "topics");
      assertThat(compose.service("trainer").dependsOn()).containsKey(name);
    }
  }

  @Test
  void shouldCheckAndRestartWhatStaysUp() {
    assertThat(compose.services().values())
        .allSatisfy(
            service -> {
              boolean oneShot = List.of("topics", "predictors", "trainer").contains(service.name());
              assertThat(service.restart()).contains(oneShot ? "no" : "unless-stopped");
              assertThat(service.healthCheck().isEmpty()).isEqualTo(oneShot);
            });
  }

  @Test
  void shouldMountWhatThereIs() {
    for (String name : List.of("prometheus", "grafana")) {
      List<String> files =
          compose.service(name).volumes().stream()
              .filter(volume -> volume.startsWith("./"))
              .map(volume -> volume.substring(2, volume.indexOf(':')))
              .toList();
      assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(Project.file(file)).exists());
    }
  }

  @Test
  void shouldScrapeEveryStageAndTheDashboard() throws IOException {
    String scraped = Project.text("monitoring/prometheus.yml");
    String port = compose.service("graph-stream").environment().get("EPOCHGRAPH_HEALTH_PORT");

    assertThat(scraped).contains(STAGES).contains("port: " + port, "\"dashboard:8080\"");
    assertThat(compose.service("dashboard").environment())
        .containsEntry("EPOCHGRAPH_DASHBOARD_PORT", "8080");
    assertThat(Project.text("monitoring/grafana/provisioning/datasources/prometheus.yml"))
        .contains("url: http://prometheus:9090", "uid: prometheus");
  }

  @Test
  void shouldRunAsAnOrdinaryUserByTheLauncher() throws IOException {
    List<String> lines = Project.text("Dockerfile").lines().toList();
    String runStage =
        String.join(
            "\n", lines.subList(lines.indexOf("FROM eclipse-temurin:25-jre"), lines.size()));

    assertThat(runStage)
        .contains("\nUSER epochgraph\n", "ENTRYPOINT [\"/opt/epochgraph/epochgraph\"]")
        .contains("COPY --from=build /src/cli/target/lib /opt/epochgraph/cli/target/lib");
  }

  @Test
  void shouldPleaseDockerCompose() throws Exception {
    List<String> command =
        Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
            .filter(candidate -> exit(candidate, "version") == 0)
            .findFirst()
            .orElse(List.of());
    assumeTrue(!command.isEmpty(), "docker compose is not installed");

    assertThat(exit(command, "-f", Project.file("docker-compose.yml").toString(), "config", "-q"))
        .isZero();
  }

  private Stream<Service> ours() {
    return compose.services().values().stream().filter(Service::isOurs);
  }

  private static int exit(List<String> command, String... arguments) {
    try {
      var process =
          new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0 && arguments.length > 1) {
        System.out.println(output);
      }
      return exit;
    } catch (IOException e) {
      return 127;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private static ComposeFile read() {
    try {
      return ComposeFile.read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
