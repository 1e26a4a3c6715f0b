package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.epochgraph.contract.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  private static final String SCOPE = "record-reader-test";
  private static final ClusterSettings CLUSTER =
      ClusterSettings.of("127.0.0.1:9", "mock://" + SCOPE);
  private static final Topic<DeadLetter> TOPIC = Topics.LIVE.deadLetters();

  private final RecordReader<DeadLetter> reader = new RecordReader<>(TOPIC, CLUSTER);

  @Test
  void shouldReadWhatTheSerializerWrote() {
    assertThat(reader.read(written())).isEqualTo(new Decoded.Accepted<>(letter()));
  }

  @Test
  void shouldRefuseARecordWithoutAValue() {
    assertThat(reader.read(null))
        .isEqualTo(new Decoded.Refused<>("NO_VALUE", "the record has no value: want a DeadLetter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\u0000\u0000\u0000\u0001", "plain text", "{\"a\":1}"})
  void shouldRefuseBytesWithoutASchemaId(String text) {
    assertRefused(reader.read(text.getBytes(StandardCharsets.UTF_8)), "NOT_AVRO", "schema id");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 987_654, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldRefuseASchemaThatTheRegistryDoesNotKnow(int id) {
    assertRefused(reader.read(bytes(id)), "UNKNOWN_SCHEMA", Integer.toString(id));
  }

  @Test
  void shouldRefuseBytesThatEndTooEarly() {
    byte[] whole = written();
    for (int length = 5; length < whole.length; length++) {
      assertRefused(reader.read(Arrays.copyOf(whole, length)), "NOT_AVRO", length + " bytes");
    }
  }

  @Test
  void shouldRefuseBytesThatGoOnBehindTheRecord() {
    byte[] longer = Arrays.copyOf(written(), written().length + 1);
    assertRefused(reader.read(longer), "NOT_AVRO", "go on behind the record's end");
  }

  @Test
  void shouldRefuseASchemaThatCannotBecomeOurs() throws Exception {
    Schema now = TOPIC.valueSchema();
    Schema other = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false);
    other.setFields(List.of());
    assertRefused(
        reader.read(bytes(register(other))), "WRONG_TYPE", "another DeadLetter than ours", "stage");
  }

  /** The writer's type has one field more than ours, which holds its like, and so on. */
  @Test
  void shouldRefuseBytesThatNestWithoutEnd() throws Exception {
    Schema now = TOPIC.valueSchema();
    Schema node = Schema.createRecord("Node", null, "foreign", false);
    node.setFields(List.of(new Schema.Field("next", Schema.createArray(node))));
    var fields = new ArrayList<>(List.of(new Schema.Field("root", node)));
    now.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema nested = Schema.createRecord(now.getName(), null, now.getNamespace(), false);
    nested.setFields(fields);
    var out = new ByteArrayOutputStream();
    out.write(bytes(register(nested)));
    for (int depth = 0; depth < 500_000; depth++) {
      out.write(2); // one item follows
    }
    assertRefused(reader.read(out.toByteArray()), "NOT_AVRO", "StackOverflowError");
  }

  @Test
  void shouldMakeReasonsFitToPrint() throws Exception {
    Schema foreign =
        new Schema.Parser(NameValidator.NO_VALIDATION)
            .parse(
                "{\"type\":\"record\",\"fields\":[],\"name\":\"a\\u001b[2J\\u202e%s\"}"
                    .formatted("n".repeat(5_000)));
    Decoded<?> decoded = reader.read(bytes(register(foreign)));
    assertRefused(decoded, "WRONG_TYPE", "\"a·[2J·nnn");
    assertThat(((Decoded.Refused<?>) decoded).reason()).hasSizeLessThan(200);
  }

  @Property
  void shouldNeverFailOnBytes(@ForAll byte[] body) {
    int id = ByteBuffer.wrap(written(), 1, Integer.BYTES).getInt();
    byte[] bytes = ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
    assertThat(reader.read(bytes)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"null\"",
        "\"string\"",
        "[\"null\", \"long\"]",
        "{\"type\": \"array\", \"items\": \"int\"}",
        "{\"type\": \"record\", \"name\": \"Foreign\", \"fields\": []}",
        "{\"type\": \"record\", \"name\": \"java.lang.ProcessBuilder\", \"fields\": []}"
      })
  void shouldRefuseSchemasOfOtherTypes(String schema) throws Exception {
    assertRefused(
        reader.read(bytes(register(new Schema.Parser().parse(schema)))),
        "WRONG_TYPE",
        "want a DeadLetter");
  }

  @Test
  void shouldRefuseAContractOfAnotherTopic() throws Exception {
    int id = register(Topics.LIVE.runs().valueSchema());
    assertRefused(reader.read(bytes(id)), "WRONG_TYPE", "io.epochgraph.contract.Run", "DeadLetter");
  }

  @Test
  void shouldReadRecordsFromBeforeAFieldWasAdded() throws Exception {
    Schema now = TOPIC.valueSchema();
    List<Schema.Field> fields =
        now.getFields().stream()
            .filter(field -> !List.of("run", "attempt", "epoch").contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema then = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false);
    then.setFields(fields);
    var record = new GenericData.Record(then);
    fields.forEach(field -> record.put(field.name(), value(field.schema())));

    var out = new ByteArrayOutputStream();
    out.write(bytes(register(then)));
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(then).write(record, encoder);

    assertThat(reader.read(out.toByteArray()))
        .isInstanceOfSatisfying(
            Decoded.Accepted.class,
            accepted -> assertThat(((DeadLetter) accepted.value()).getRun()).isNull());
  }

  private static Object value(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "text";
      case INT -> 1;
      default -> 1L;
    };
  }

  private static void assertRefused(Decoded<?> decoded, String code, String... reasons) {
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.reason()).contains(reasons);
            });
  }

  private static int register(Schema schema) throws Exception {
    return MockSchemaRegistry.getClientForScope(SCOPE)
        .register("subject-" + schema.getFullName() + schema.hashCode(), new AvroSchema(schema));
  }

  private static byte[] bytes(int id) {
    return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
  }

  private static byte[] written() {
    try (var serializer = new RecordSerializer<DeadLetter>(CLUSTER)) {
      return serializer.serialize(TOPIC.name(), letter());
    }
  }

  private static DeadLetter letter() {
    return DeadLetter.newBuilder()
        .setStage("graph-stream")
        .setCode("INVALID")
        .setReason("made up")
        .setTopic("epochs")
        .setPartition(1)
        .setOffset(42)
        .setRun("run-1")
        .setRecordedAt(Instant.EPOCH)
        .build();
  }
}
