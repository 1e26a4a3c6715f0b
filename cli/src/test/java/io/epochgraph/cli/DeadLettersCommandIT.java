package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.schemas.WithCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code epochgraph dead-letters}, on what stages refused. */
@Timeout(180)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class DeadLettersCommandIT {

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Pipeline pipeline;
  private Outputs outputs;
  private Path config;

  @BeforeEach
  void start(LocalCluster local, @TempDir Path directory) throws Exception {
    pipeline = Pipeline.start(local, directory);
    outputs = new Outputs(pipeline);
    config = directory.resolve("cluster.properties");
    var properties = new Properties();
    properties.putAll(pipeline.cluster().toProperties());
    properties.put("epochgraph.topic.prefix", pipeline.topics().prefix());
    try (var out = Files.newOutputStream(config)) {
      properties.store(out, null);
    }
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(stdout);
    pipeline.close();
  }

  @Test
  void shouldListAndSendAgain() throws Exception {
    assertThat(command("dead-letters")).isEqualTo("No dead letters.\n");

    // an epoch with an accuracy in percent, and text under a key that is hard on terminals
    var forgery = new Forgery(pipeline, new MadeRun("run-1", Network.TINY, DType.F32, 3, 0.5, 7));
    var early = forgery.manifest(0, forgery.run().layers(0));
    early.getMetrics().setValidationAccuracy(7.0);
    RecordMetadata bad = forgery.send(early);
    RecordMetadata text = write("a\u001b[2Jb", "no Avro".getBytes(StandardCharsets.UTF_8));
    outputs.awaitLetter(bad);
    outputs.awaitLetter(text);

    assertThat(command("dead-letters"))
        .contains("graph-stream  INVALID  run-1  attempt 0, epoch 0\n    validation accuracy 7.0")
        .contains("%s partition %d offset %d".formatted(bad.topic(), bad.partition(), bad.offset()))
        .contains("NOT_AVRO\n    7 bytes without a schema id")
        .endsWith("2 dead letters: 1 INVALID, 1 NOT_AVRO\n")
        .doesNotContain("\u001b");
    assertThat(command("dead-letters", "--code", "not_avro", "--stage", "graph-stream"))
        .endsWith("1 dead letter: 1 NOT_AVRO\n");
    assertThat(command("dead-letters", "--run", "run-1", "--since", "1h"))
        .endsWith("1 dead letter: 1 INVALID\n");
    assertThat(command("dead-letters", "--since", "2999-01-01T00:00:00Z"))
        .isEqualTo("No dead letters.\n");
    JsonNode json = new ObjectMapper().readTree(command("dead-letters", "--json", "--run=run-1"));
    assertThat(json.get("code").textValue()).isEqualTo("INVALID");
    assertThat(json.get("offset").longValue()).isEqualTo(bad.offset());
    assertThat(json.get("epoch").intValue()).isZero();

    assertThat(command("dead-letters", "send-again", "--dry-run"))
        .contains("would send")
        .endsWith("Would send 2 again, 0 gone\n");
    assertThat(pipeline.records().raw(pipeline.topics().epochs())).hasSize(2);
    assertThat(command("dead-letters", "send-again", "--code", "NOT_AVRO"))
        .contains(
            "sent       %s partition %d offset %d, now at "
                .formatted(text.topic(), text.partition(), text.offset()))
        .endsWith("Sent 1 again, 0 gone\n");
    List<Records.Raw> again =
        Waiting.until(
            "the record is there again",
            () ->
                pipeline.records().raw(pipeline.topics().epochs()).stream()
                    .filter(it -> it.key().startsWith("a"))
                    .toList(),
            found -> found.size() == 2);
    assertThat(again).extracting(Records.Raw::key).containsOnly("a\u001b[2Jb");
    assertThat(again).extracting(Records.Raw::partition).containsOnly(text.partition());
    assertThat(again.getLast().value()).isEqualTo(again.getFirst().value());
    Waiting.until(
        "it is a dead letter again",
        () -> pipeline.records().values(pipeline.topics().deadLetters()).size(),
        size -> size == 3);

    expire(text);
    assertThat(command("dead-letters", "send-again", "--code", "NOT_AVRO", "--dry-run"))
        .contains(
            "gone       %s partition %d offset %d\n"
                .formatted(text.topic(), text.partition(), text.offset()))
        .endsWith("Would send 1 again, 1 gone\n");
  }

  /** The manifest came before its chunks, which stand where it says by now. */
  @Test
  void shouldBringAnEpochBackThatWasRefusedForAPassingCause() throws Exception {
    var run = new MadeRun("run-2", Network.TINY, DType.F32, 3, 0.5, 7);
    var forgery = new Forgery(pipeline, run);
    var manifest = forgery.manifest(0, run.layers(0));
    manifest
        .getLayers()
        .forEach(
            layer -> layer.getChunks().forEach(chunk -> chunk.setOffset(chunk.getOffset() + 3)));
    RecordMetadata early = forgery.send(manifest);
    assertThat(outputs.awaitLetter(early).getCode()).isEqualTo("CHUNK_CORRUPT");
    forgery.manifest(0, run.layers(0));

    assertThat(command("dead-letters", "send-again", "--run", "run-2"))
        .endsWith("Sent 1 again, 0 gone\n");
    List<GraphStatistics> statistics =
        outputs.await(run, pipeline.topics().graphStatistics(), it -> it.getEpoch() == 0);
    assertThat(statistics).hasSize(1);
  }

  private RecordMetadata write(String key, byte[] value) throws Exception {
    var record = new ProducerRecord<>(pipeline.topics().epochs().name(), key, value);
    record.headers().add(new RecordHeader("trace", new byte[] {1, 2, 3}));
    try (var producer =
        new KafkaProducer<>(
            pipeline.cluster().kafka(), new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(record).get();
    }
  }

  private void expire(RecordMetadata at) throws Exception {
    try (Admin admin = Admin.create(pipeline.cluster().kafka())) {
      var partition = new TopicPartition(at.topic(), at.partition());
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(at.offset() + 1)))
          .all()
          .get();
    }
  }

  private String command(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    all.addAll(List.of("--bootstrap-server", pipeline.cluster().bootstrapServers()));
    all.addAll(List.of("--schema-registry", pipeline.cluster().schemaRegistryUrl()));
    printed.reset();
    assertThat(Main.commandLine().execute(all.toArray(String[]::new))).isZero();
    return printed.toString(StandardCharsets.UTF_8);
  }
}
