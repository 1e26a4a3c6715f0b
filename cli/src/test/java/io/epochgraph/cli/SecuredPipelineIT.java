package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.dashboard.Dashboard;
import io.epochgraph.dashboard.DashboardSettings;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Role;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From weights to predictions over TLS, each part under a principal of its own. */
@Timeout(300)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class SecuredPipelineIT {

  private static final int RUNS = 8;
  private static final List<Role> USED_WHOLLY =
      List.of(
          Role.PUBLISHER,
          Role.GRAPH_STREAM,
          Role.SIGNATURE_STREAM,
          Role.PREDICTOR_STREAM,
          Role.FITTING,
          Role.OPERATOR,
          Role.REPLAY);

  @Test
  void shouldPredictWithNoMoreThanTheTableGrants(
      LocalCluster plain, @TempDir Path directory, @TempDir Path state) throws Exception {
    AuditedAuthorizer.ALLOWED.clear();
    AuditedAuthorizer.DENIED.clear();
    try (var cluster = SecuredCluster.start(directory, plain)) {
      cluster.prepare();
      var publisher = ClusterSettings.from(cluster.withPassword("publisher"));
      var stages = new ArrayList<RunningStage>();
      try {
        for (Stage stage : Pipeline.STAGES) {
          stages.add(start(stage, cluster, state));
        }
        for (RunningStage stage : stages) {
          stage.awaitRunning(Duration.ofSeconds(60));
        }
        for (int run = 0; run < RUNS; run++) {
          TinyRun.publish(publisher, "fitted-" + run, 0.2 + 0.08 * run);
        }
        var scheduler = ClusterSettings.from(cluster.withPassword("scheduler"));
        await(Topics.LIVE.predictions(), scheduler, RUNS * 3);
        cluster.run("fitting", "predictor", "train", "--network", "tiny", "--dataset", "none");
        for (int run = 0; ; run++) {
          TinyRun.publish(publisher, "predicted-" + run, 0.5);
          List<Prediction> predictions =
              await(Topics.LIVE.predictions(), scheduler, (RUNS + run + 1) * 3);
          if (predictions.stream().anyMatch(it -> it.getStatus() == PredictionStatus.PREDICTED)) {
            break;
          }
        }
        var dashboard = ClusterSettings.from(cluster.withPassword("dashboard"));
        List<Score> scores = await(Topics.LIVE.scores(), dashboard, 1);
        assertThat(scores).isNotEmpty();
        cluster.run("fitting", "predictor", "train", "--network", "tiny", "--dataset", "none");
        sendText(
            ClusterSettings.from(cluster.withPassword(SecuredCluster.ADMIN)),
            Topics.LIVE.epochs(),
            Topics.LIVE.graphStatistics(),
            Topics.LIVE.signatures());
        List<DeadLetter> letters = await(Topics.LIVE.deadLetters(), dashboard, 3);
        assertThat(letters).extracting(DeadLetter::getCode).containsOnly("NOT_AVRO");
        try (var shown = Dashboard.start(dashboard, Topics.LIVE, DashboardSettings.onLoopback(0))) {
          assertThat(shown.url()).startsWith("http://127.0.0.1:");
          assertThat(Listening.of(ProcessHandle.current())).isNotEmpty();
          assertThat(Listening.beyondLoopback(ProcessHandle.current())).isEmpty();
        }
      } finally {
        stages.parallelStream().forEach(RunningStage::close);
      }
      replay(cluster);
      assertThat(AuditedAuthorizer.DENIED).isEmpty();
      Path operator = cluster.file("operator", cluster.withPassword("operator"));
      Main.commandLine().execute("doctor", "--config", operator.toString());
      checkAudit();
      assertThat(cluster.registry().passed()).isPositive();
      assertThat(cluster.registry().refused()).isZero();
      checkStrangers(cluster);
    }
  }

  /** One stage shows a certificate, the others have a password. */
  private static RunningStage start(Stage stage, SecuredCluster cluster, Path state)
      throws Exception {
    Map<String, String> settings =
        stage.name().equals(Role.GRAPH_STREAM.label())
            ? cluster.withCertificate(stage.name())
            : cluster.withPassword(stage.name());
    settings.put("state.dir", state.toString());
    Path file = cluster.file(stage.name(), settings);
    return RunningStage.start(
        stage, StageSettings.from(stage.name(), ClusterSettings.properties(file, Map.of())));
  }

  private static <V extends SpecificRecord> List<V> await(
      Topic<V> topic, ClusterSettings reader, int count) throws Exception {
    return Waiting.until(
        "%s holds %d records".formatted(topic.name(), count),
        () -> TopicScan.read(topic, reader).stream().map(TopicScan.Entry::value).toList(),
        values -> values.size() >= count);
  }

  private static void sendText(ClusterSettings sender, Topic<?>... topics) throws Exception {
    try (var producer =
        new KafkaProducer<>(sender.kafka(), new StringSerializer(), new StringSerializer())) {
      for (Topic<?> topic : topics) {
        producer.send(new ProducerRecord<>(topic.name(), "bad", "text")).get();
      }
    }
  }

  /** From each of the topics that a replay can begin with. */
  private static void replay(SecuredCluster cluster) throws Exception {
    for (String from : List.of("signatures", "statistics", "epochs")) {
      cluster.run("replay", "replay", "--predictor", "tiny-none-mlp@1", "--from", from);
    }
    cluster.run("replay", "replay", "clean", "--all");
  }

  /** Whoever has something granted asked for it. */
  private static void checkAudit() {
    var table = new AccessTable(Topics.LIVE, Topics.LIVE.prefix());
    var unused = new TreeSet<String>();
    for (Role role : USED_WHOLLY) {
      table
          .bindings(role, "User:" + role.label())
          .forEach(
              binding -> {
                boolean used =
                    AuditedAuthorizer.ALLOWED.stream()
                        .filter(asked -> asked.principal().equals(role.label()))
                        .filter(asked -> asked.operation() == binding.entry().operation())
                        .anyMatch(asked -> covers(binding.pattern(), asked.resource()));
                if (!used) {
                  unused.add(role + ": " + binding.entry().operation() + " " + binding.pattern());
                }
              });
    }
    assertThat(unused).as("granted and never asked for").isEmpty();
  }

  private static boolean covers(ResourcePattern granted, ResourcePattern asked) {
    return granted.resourceType() == asked.resourceType()
        && switch (granted.patternType()) {
          case PREFIXED -> asked.name().startsWith(granted.name());
          default -> asked.name().equals(granted.name());
        };
  }

  private static void checkStrangers(SecuredCluster cluster) {
    try (Admin admin = Admin.create(ClusterSettings.from(cluster.withoutCertificate()).kafka())) {
      assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
    var wrong = cluster.withPassword("operator");
    wrong.put("basic.auth.user.info", "epochgraph:wrong-Geheimnis-4");
    assertThatThrownBy(() -> ClusterSetup.registerSchemas(ClusterSettings.from(wrong), Topics.LIVE))
        .hasMessageContaining("registry")
        .hasMessageNotContaining("Geheimnis");
    assertThat(cluster.registry().refused()).isPositive();
  }
}
