package io.epochgraph.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the doctor says of clusters that are broken in one way or another. */
@Timeout(120)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
class DoctorIT {

  @Test
  void shouldNameWhatIsWrongWithTopics(ClusterTopics broken) throws Exception {
    broken.create();
    ClusterSetup.registerSchemas(broken.cluster(), broken.topics());
    Topics topics = broken.topics();
    try (Admin admin = Admin.create(broken.cluster().kafka())) {
      admin.deleteTopics(List.of(topics.scores().name())).all().get();
      alter(admin, topics.epochs(), "retention.ms", "60000");
      alter(admin, topics.signatures(), "cleanup.policy", "compact");
      alter(admin, topics.weights(), "message.timestamp.type", "CreateTime");
      alter(admin, topics.weights(), "retention.ms", "3600000");
      alter(admin, topics.predictors(), "max.message.bytes", "2000");
      alter(admin, topics.runs(), "min.insync.replicas", "2");
      alter(admin, topics.predictions(), "message.timestamp.type", "LogAppendTime");

      List<Finding> findings = examine(broken, broken.cluster());

      String tool =
          "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name "
              .formatted(broken.cluster().bootstrapServers());
      assertFound(findings, Verdict.FAIL, topics.scores().name(), "does not exist")
          .startsWith("epochgraph topics create --bootstrap-server ");
      assertFound(findings, Verdict.FAIL, topics.epochs().name(), "retention.ms = 60000: want -1")
          .isEqualTo(tool + topics.epochs().name() + " --add-config retention.ms=-1");
      assertFound(
              findings, Verdict.FAIL, topics.signatures().name(), "cleanup.policy = compact: want")
          .endsWith("--add-config cleanup.policy=delete");
      assertFound(
              findings,
              Verdict.FAIL,
              topics.weights().name(),
              "message.timestamp.type = CreateTime")
          .endsWith("--add-config message.timestamp.type=LogAppendTime");
      assertFound(findings, Verdict.WARN, topics.weights().name(), "retention.ms = 3600000")
          .endsWith("--add-config retention.ms=604800000");
      assertFound(
              findings, Verdict.FAIL, topics.predictors().name(), "max.message.bytes = 2000: want")
          .endsWith("--add-config max.message.bytes=16777216");
      assertFound(findings, Verdict.FAIL, topics.runs().name(), "1 of 1 copies in sync, less than")
          .endsWith("--add-config min.insync.replicas=1");
      assertFound(findings, Verdict.WARN, topics.predictions().name(), "message.timestamp.type")
          .endsWith("--add-config message.timestamp.type=CreateTime");
      assertThat(Doctor.worst(findings)).isEqualTo(Verdict.FAIL);

      mend(admin, findings);
      ClusterSetup.createTopics(broken.cluster(), topics, 3, Optional.empty());
      assertThat(examine(broken, broken.cluster()))
          .as("after what it said was done")
          .filteredOn(finding -> finding.area().equals("topics"))
          .hasSize(9)
          .allMatch(finding -> finding.verdict() == Verdict.OK);
    }
  }

  @Test
  void shouldNameTopicsWhosePartitionsDiffer(ClusterTopics broken) throws Exception {
    broken.create();
    try (Admin admin = Admin.create(broken.cluster().kafka())) {
      admin
          .createPartitions(Map.of(broken.topics().runs().name(), NewPartitions.increaseTo(4)))
          .all()
          .get();
    }

    assertFound(
            examine(broken, broken.cluster()),
            Verdict.FAIL,
            "partitions",
            "4 have [%s]".formatted(broken.topics().runs().name()))
        .isEmpty();
  }

  @Test
  void shouldNameContractsThatAreMissingOrForeign(ClusterTopics broken) throws Exception {
    broken.create();
    var foreign =
        SchemaBuilder.record("io.epochgraph.contract.Run").fields().requiredInt("x").endRecord();
    try (var registry = new CachedSchemaRegistryClient(broken.cluster().schemaRegistryUrl(), 10)) {
      registry.register(broken.topics().runs().subject(), new AvroSchema(foreign));
      var epochs = broken.topics().epochs();
      registry.register(epochs.subject(), new AvroSchema(epochs.valueSchema()));
      registry.updateCompatibility(epochs.subject(), "NONE");
    }

    List<Finding> findings = examine(broken, broken.cluster());

    assertFound(
        findings,
        Verdict.FAIL,
        broken.topics().runs().subject(),
        "this build cannot read version 1 of 1: ");
    assertFound(
            findings, Verdict.FAIL, broken.topics().scores().subject(), "no schema is registered")
        .startsWith("epochgraph topics create ");
    assertFound(findings, Verdict.WARN, broken.topics().epochs().subject(), "compatibility is NONE")
        .startsWith("epochgraph topics create ");
  }

  @Test
  void shouldTellWhatHoldsReadersBack(ClusterTopics topics) throws Exception {
    topics.create();
    var settings = topics.cluster().kafka();
    settings.put("transactional.id", topics.topics().prefix() + "-left-open");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      String topic = topics.topics().predictions().name();
      producer.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get();

      List<Finding> findings =
          Doctor.of(examined(topics, topics.cluster()), "test", Optional.empty())
              .withOpenTransactions(Duration.ZERO)
              .examine();
      assertFound(
          findings,
          Verdict.WARN,
          topics.topics().prefix() + "-left-open",
          "of at most 60 s: readers of %s wait".formatted(topic));
      assertFound(
          examine(topics, topics.cluster()), Verdict.OK, "all topics", "none holds readers back");
      producer.abortTransaction();
    }
  }

  @Test
  void shouldSayThatTheRegistryIsAway(ClusterTopics topics) throws Exception {
    topics.create();
    String nowhere = "http://127.0.0.1:" + unused();
    var away = ClusterSettings.of(topics.cluster().bootstrapServers(), nowhere);

    List<Finding> findings = examine(topics, away);

    assertFound(findings, Verdict.FAIL, nowhere, "gives no answer").contains("--schema-registry");
    assertThat(findings)
        .as("Kafka is looked at all the same")
        .anyMatch(finding -> finding.area().equals("topics") && finding.verdict() == Verdict.OK);
  }

  @Test
  void shouldSayThatNothingRuns(ClusterTopics topics) throws Exception {
    String broker = "127.0.0.1:" + unused();
    String registry = "http://127.0.0.1:" + unused();

    List<Finding> findings = examine(topics, ClusterSettings.of(broker, registry));

    assertThat(findings).hasSize(3);
    assertFound(findings, Verdict.FAIL, broker, "gives no answer").startsWith("epochgraph up");
    assertFound(findings, Verdict.FAIL, registry, "gives no answer").startsWith("epochgraph up");
  }

  /** Does what kafka-configs.sh would. */
  private static void mend(Admin admin, List<Finding> findings) throws Exception {
    for (Finding finding : findings) {
      if (finding.remedy().startsWith("kafka-configs.sh")) {
        String[] setting = finding.remedy().split("--add-config ", 2)[1].split("=", 2);
        alter(admin, finding.subject(), setting[0], setting[1]);
      }
    }
  }

  private static AbstractStringAssert<?> assertFound(
      List<Finding> findings, Verdict verdict, String subject, String text) {
    assertThat(findings).anyMatch(it -> it.subject().equals(subject) && it.found().contains(text));
    Finding finding =
        findings.stream()
            .filter(it -> it.subject().equals(subject) && it.found().contains(text))
            .findFirst()
            .orElseThrow();
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
    return assertThat(finding.remedy());
  }

  private static List<Finding> examine(ClusterTopics topics, ClusterSettings cluster) {
    return Doctor.of(examined(topics, cluster), "test", Optional.empty()).examine();
  }

  private static Examined examined(ClusterTopics topics, ClusterSettings cluster) {
    var properties = new HashMap<>(cluster.toProperties());
    properties.put("epochgraph.topic.prefix", topics.topics().prefix());
    properties.put("epochgraph.application.prefix", topics.topics().prefix());
    return new Examined(
        cluster, topics.topics(), properties, List.of(GraphStreamTopology.STAGE), Optional.empty());
  }

  private static void alter(Admin admin, Topic<?> topic, String name, String value)
      throws Exception {
    alter(admin, topic.name(), name, value);
  }

  private static void alter(Admin admin, String topic, String name, String value) throws Exception {
    var entry = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(entry)))
        .all()
        .get();
  }

  private static int unused() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
