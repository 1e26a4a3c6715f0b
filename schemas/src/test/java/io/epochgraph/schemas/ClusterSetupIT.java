package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithCluster.class)
@Timeout(60)
class ClusterSetupIT {

  @Test
  void shouldCreateAllTopicsOnceWithTheirSettings(ClusterTopics test) throws Exception {
    ClusterSettings cluster = test.cluster();
    Topics topics = test.topics();
    List<String> names = topics.all().stream().<String>map(Topic::name).toList();
    assertThat(ClusterSetup.createTopics(cluster, topics, 3, Optional.empty()))
        .containsExactlyElementsOf(names);
    assertThat(ClusterSetup.createTopics(cluster, topics, 5, Optional.of((short) 1))).isEmpty();

    try (Admin admin = Admin.create(cluster.kafka())) {
      var described = admin.describeTopics(names).allTopicNames().get();
      for (Topic<?> topic : topics.all()) {
        int partitions = topic.key() == Topic.Key.RUN ? 3 : 1;
        assertThat(described.get(topic.name()).partitions()).hasSize(partitions);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        for (Map.Entry<String, String> wanted : topic.retention().topicConfig().entrySet()) {
          assertThat(config.get(wanted.getKey()).value())
              .as("%s of %s", wanted.getKey(), topic.name())
              .isEqualTo(wanted.getValue());
        }
      }
    }
  }

  @Test
  void shouldAddAMissingTopicWithAsManyPartitionsAsTheOthersHave(ClusterTopics test)
      throws Exception {
    try (Admin admin = Admin.create(test.cluster().kafka())) {
      createAsOthersDo(admin, new NewTopic(test.topics().runs().name(), 4, (short) 1));
      assertThat(ClusterSetup.createTopics(test.cluster(), test.topics(), 2, Optional.empty()))
          .hasSize(8)
          .doesNotContain(test.topics().runs().name());
      String epochs = test.topics().epochs().name();
      var described = admin.describeTopics(List.of(epochs)).allTopicNames().get();
      assertThat(described.get(epochs).partitions()).hasSize(4);
    }
  }

  @Test
  void shouldRefuseTopicsWhosePartitionsDiffer(ClusterTopics test) throws Exception {
    String runs = test.topics().runs().name();
    String epochs = test.topics().epochs().name();
    try (Admin admin = Admin.create(test.cluster().kafka())) {
      createAsOthersDo(admin, new NewTopic(runs, 2, (short) 1), new NewTopic(epochs, 3, (short) 1));
    }
    assertThatThrownBy(
            () -> ClusterSetup.createTopics(test.cluster(), test.topics(), 2, Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the same number of partitions")
        .hasMessageContaining(runs + " has 2")
        .hasMessageContaining(epochs + " has 3");
  }

  @Test
  void shouldRegisterTheContractsAndHaveIncompatibleOnesRefused(ClusterTopics test)
      throws Exception {
    ClusterSetup.registerSchemas(test.cluster(), test.topics());
    ClusterSetup.registerSchemas(test.cluster(), test.topics());
    try (var registry = new CachedSchemaRegistryClient(test.cluster().schemaRegistryUrl(), 10)) {
      for (Topic<?> topic : test.topics().all()) {
        assertThat(registry.getAllVersions(topic.subject())).hasSize(1);
        assertThat(registry.getLatestSchemaMetadata(topic.subject()).getSchema())
            .contains(topic.valueSchema().getName());
      }
      String subject = test.topics().deadLetters().subject();
      Schema now = test.topics().deadLetters().valueSchema();
      var withDefault = new Schema.Field("note", Schema.create(Schema.Type.STRING), "new", "");
      var without = new Schema.Field("must", Schema.create(Schema.Type.STRING), "new");
      registry.register(subject, new AvroSchema(with(now, withDefault)));
      assertThat(registry.getAllVersions(subject)).hasSize(2);
      assertThatThrownBy(() -> registry.register(subject, new AvroSchema(with(now, without))))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));
      assertThat(registry.getAllVersions(subject)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldNewVersionsAgainstAllEarlierOnes(boolean registeredBefore, ClusterTopics test)
      throws Exception {
    Topic<?> topic = test.topics().deadLetters();
    Schema now = topic.valueSchema();
    Schema first = with(now, new Schema.Field("note", Schema.create(Schema.Type.INT), "number", 0));
    Schema third =
        with(now, new Schema.Field("note", Schema.create(Schema.Type.STRING), "new", ""));
    try (var registry = new CachedSchemaRegistryClient(test.cluster().schemaRegistryUrl(), 10)) {
      if (registeredBefore) {
        registry.register(topic.subject(), new AvroSchema(first));
        ClusterSetup.registerSchemas(test.cluster(), test.topics());
      } else {
        ClusterSetup.registerSchemas(test.cluster(), test.topics());
        registry.register(topic.subject(), new AvroSchema(first));
        registry.register(topic.subject(), new AvroSchema(with(now)));
      }
      for (Topic<?> each : test.topics().all()) {
        assertThat(registry.getCompatibility(each.subject())).isEqualTo("BACKWARD_TRANSITIVE");
      }
      assertThat(third)
          .as("the last version alone would let it pass")
          .matches(reader -> canRead(reader, now));
      assertThatThrownBy(() -> registry.register(topic.subject(), new AvroSchema(third)))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));
    }
  }

  @Test
  void shouldTakeEachContractsHistory(ClusterTopics test) throws Exception {
    ClusterSetup.registerSchemas(test.cluster(), test.topics());
    Topics again = new Topics(test.topics().prefix() + "-history");
    try (var registry = new CachedSchemaRegistryClient(test.cluster().schemaRegistryUrl(), 100)) {
      for (Topic<?> topic : again.all()) {
        List<Schema> versions = History.of(topic).versions();
        registry.register(topic.subject(), new AvroSchema(versions.getFirst()));
        registry.updateCompatibility(topic.subject(), ClusterSetup.COMPATIBILITY);
        for (Schema version : versions) {
          registry.register(topic.subject(), new AvroSchema(version));
        }
        assertThat(registry.getAllVersions(topic.subject())).hasSameSizeAs(versions);
      }
      ClusterSetup.registerSchemas(test.cluster(), again);
    }
  }

  @Test
  void shouldSayWhichSubjectTheRegistryRefuses(ClusterTopics test) throws Exception {
    Topic<?> topic = test.topics().scores();
    Schema now = topic.valueSchema();
    Schema other = Schema.createRecord(now.getName(), null, now.getNamespace(), false);
    other.setFields(List.of(new Schema.Field("run", Schema.create(Schema.Type.LONG), "a number")));
    try (var registry = new CachedSchemaRegistryClient(test.cluster().schemaRegistryUrl(), 10)) {
      registry.register(topic.subject(), new AvroSchema(other));
    }
    assertThatThrownBy(() -> ClusterSetup.registerSchemas(test.cluster(), test.topics()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refuses subject " + topic.subject());
  }

  private static boolean canRead(Schema reader, Schema written) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, written).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private static Schema with(Schema record, Schema.Field... more) {
    var fields = new ArrayList<Schema.Field>();
    record.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.addAll(List.of(more));
    Schema changed =
        Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), false);
    changed.setFields(fields);
    return changed;
  }

  /** Creates topics, and waits until the broker knows them: it may hear of them a little later. */
  private static void createAsOthersDo(Admin admin, NewTopic... topics) throws Exception {
    admin.createTopics(List.of(topics)).all().get();
    List<String> names = Stream.of(topics).map(NewTopic::name).toList();
    while (!admin.listTopics().names().get().containsAll(names)) {
      Thread.sleep(20);
    }
  }
}
