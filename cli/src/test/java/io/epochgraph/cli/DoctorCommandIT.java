package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.WithCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code epochgraph doctor} on a cluster at work. */
@Timeout(180)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class DoctorCommandIT {

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setOut(stdout);
  }

  @Test
  void shouldFindAllWellAndThenWhatChanged(LocalCluster local, @TempDir Path directory)
      throws Exception {
    try (var pipeline = Pipeline.start(local, directory)) {
      Path config = config(pipeline, directory);
      assertThat(doctor(config)).as(text()).isZero();
      assertThat(text())
          .endsWith("All is well.\n")
          .contains("OK    kafka", "metadata.version", "subjects")
          .containsPattern("OK    stages +graph-stream +Stable, 1 member, lag 0")
          .containsPattern("OK    access +this principal +may read and write every topic")
          .containsPattern("OK    transactions +all topics +none holds readers back")
          .containsPattern("OK    predictors +- +none, and no runs yet")
          .containsPattern("OK    dead-letters +- +none of the last day, 0 in all");

      var run = new MadeRun("run-1", Network.TINY, DType.F32, 2, 0.5, 7);
      new ClusterTopics(pipeline.cluster(), pipeline.topics())
          .sendBytes(pipeline.topics().epochs(), "run-1", new byte[] {1, 2, 3});
      var outputs = new Outputs(pipeline);
      try (var publisher = pipeline.publisher()) {
        var publication = run.begin(publisher);
        run.publish(publication, 0);
        run.publish(publication, 1);
      }
      outputs.await(run, pipeline.topics().predictions(), it -> it.getEpoch() == 1);

      assertThat(doctor(config, "--json")).as(text()).isZero();
      JsonNode root = new ObjectMapper().readTree(text());
      assertThat(root.at("/verdict").asText()).isEqualTo("WARN");
      assertThat(root.at("/findings"))
          .anySatisfy(
              finding -> {
                assertThat(finding.at("/area").asText()).isEqualTo("predictors");
                assertThat(finding.at("/remedy").asText())
                    .startsWith("epochgraph predictor train --network ")
                    .endsWith(" --config " + config);
              })
          .anySatisfy(
              finding -> {
                assertThat(finding.at("/area").asText()).isEqualTo("dead-letters");
                assertThat(finding.at("/found").asText())
                    .isEqualTo("1 of the last day (1 NOT_AVRO), 1 in all");
              });
    }
  }

  private int doctor(Path config, String... more) {
    printed.reset();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    var arguments = new ArrayList<>(List.of("doctor", "--config"));
    arguments.add(config.toString());
    arguments.addAll(List.of(more));
    try {
      return Main.commandLine().execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(stdout);
    }
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Path config(Pipeline pipeline, Path directory) throws Exception {
    var properties = new Properties();
    properties.putAll(pipeline.cluster().toProperties());
    properties.put("epochgraph.topic.prefix", pipeline.topics().prefix());
    properties.put("epochgraph.application.prefix", pipeline.topics().prefix());
    Path file = directory.resolve("cluster.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
