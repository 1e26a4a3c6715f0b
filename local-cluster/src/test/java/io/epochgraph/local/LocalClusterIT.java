package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterIT {
  @Test
  void shouldCarryAvroAndLeaveNothingBehind() throws Exception {
    var cluster = LocalCluster.temporary();
    try (cluster) {
      new Records(cluster.bootstrapServers()).createTopic("epochs", Map.of());
      GenericRecord written = epoch("run-7", 3);

      writeAvro(cluster, "epochs", written);

      assertThat(readAvro(cluster, "epochs")).isEqualTo(written);
    }
    cluster.close();
    assertThat(cluster.directory()).doesNotExist();
  }

  @Test
  void shouldBringRecordsAndSchemasBack(@TempDir Path directory) throws Exception {
    GenericRecord written = epoch("run-8", 4);
    try (var cluster = LocalCluster.in(directory, 0, 0)) {
      new Records(cluster.bootstrapServers()).createTopic("epochs", Map.of());
      writeAvro(cluster, "epochs", written);
    }
    try (var cluster = LocalCluster.in(directory, 0, 0)) {
      assertThat(readAvro(cluster, "epochs")).isEqualTo(written);
    }
    assertThat(directory).isNotEmptyDirectory();
  }

  @Test
  void shouldStopRegistryWhenBrokerCannotStart(@TempDir Path directory) throws IOException {
    int registryPort = FreePort.pick();
    try (var taken = new ServerSocket(FreePort.pick(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LocalCluster.in(directory, taken.getLocalPort(), registryPort))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(FreePort.isFree(registryPort)).isTrue();
  }

  private static GenericRecord epoch(String run, int number) {
    var schema =
        SchemaBuilder.record("Epoch")
            .fields()
            .requiredString("run")
            .requiredInt("number")
            .endRecord();
    return new GenericRecordBuilder(schema).set("run", run).set("number", number).build();
  }

  private static void writeAvro(LocalCluster cluster, String topic, GenericRecord value)
      throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "schema.registry.url",
            cluster.schemaRegistryUrl(),
            "key.serializer",
            KafkaAvroSerializer.class,
            "value.serializer",
            KafkaAvroSerializer.class);
    try (var producer = new KafkaProducer<Object, Object>(settings)) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static Object readAvro(LocalCluster cluster, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "schema.registry.url",
            cluster.schemaRegistryUrl(),
            "key.deserializer",
            KafkaAvroDeserializer.class,
            "value.deserializer",
            KafkaAvroDeserializer.class);
    try (var consumer = new KafkaConsumer<Object, Object>(settings)) {
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
    }
  }
}
