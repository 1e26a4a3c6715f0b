package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of a contract reads what any earlier one wrote, and so does this program. */
class HistoryTest {

  private static final String SCOPE = "history-test";
  private static final int RECORDS = 20;
  private static final long SEED = 4711;

  /** A contract with its history. */
  private record Contract(String name, Schema now, History history) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Topic<?>> topics() {
    return Topics.LIVE.all().stream();
  }

  static Stream<Contract> contracts() {
    return Stream.concat(
        topics().map(it -> new Contract(it.name(), it.valueSchema(), History.of(it))),
        StateHistory.TYPES.stream()
            .map(it -> new Contract(it.getName(), it, History.in(StateHistory.folder(it)))));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldKeepTheContractOfToday(Contract contract) throws IOException {
    Schema now = withoutJavaTypes(contract.now());
    Path saved = Path.of("target", contract.now().getName() + ".avsc");
    Files.writeString(saved, SchemaFormatter.format("json/pretty", now) + "\n");
    boolean state = contract.history().folder().startsWith("state-history");
    assertThat(contract.history().versions()).as("versions of %s", contract).isNotEmpty();
    assertThat(contract.history().versions().getLast())
        .as(
            "%s has changed since its last version. If that is meant, and docs/contracts.md"
                + " ('Adding a field') was followed: cp %s src/%s/resources/%s",
            contract,
            saved.toAbsolutePath(),
            state ? "main" : "test",
            contract.history().nextFile())
        .isEqualTo(now);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldReadEveryEarlierVersionWithEveryLaterOne(Contract contract) throws IOException {
    List<Schema> versions = contract.history().versions();
    for (int writer = 0; writer < versions.size(); writer++) {
      for (int reader = writer; reader < versions.size(); reader++) {
        assertReads(contract, versions.get(reader), reader + 1, versions.get(writer), writer + 1);
      }
      assertReads(contract, contract.now(), versions.size() + 1, versions.get(writer), writer + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  <V extends SpecificRecord> void shouldReadEveryVersionWithThisProgram(Topic<V> topic)
      throws Exception {
    var cluster = ClusterSettings.of("127.0.0.1:9", "mock://" + SCOPE);
    try (var reader = new RecordReader<>(topic, cluster)) {
      for (Schema version : History.of(topic).versions()) {
        int id =
            MockSchemaRegistry.getClientForScope(SCOPE)
                .register(topic.subject(), new AvroSchema(version));
        for (Object record : new RandomData(version, RECORDS, SEED)) {
          var header = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
          assertThat(reader.read(encoded(version, record, header)))
              .isInstanceOf(Decoded.Accepted.class);
        }
      }
    }
  }

  private static void assertReads(
      Contract contract, Schema reader, int readerVersion, Schema writer, int writerVersion)
      throws IOException {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    assertThat(result.getIncompatibilities())
        .as(
            "%s, version %d, cannot read what version %d wrote. Give a new field a default, a new"
                + " enum symbol to enums that have one, and never rename, remove without a default,"
                + " or change a type: see docs/contracts.md, 'Adding a field'",
            contract, readerVersion, writerVersion)
        .isEmpty();
    assertThat(result.getCompatibility()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    for (Object record : new RandomData(writer, RECORDS, SEED)) {
      byte[] bytes = encoded(writer, record);
      var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      assertThat(new GenericDatumReader<>(writer, reader).read(null, decoder)).isNotNull();
      assertThat(decoder.isEnd()).isTrue();
    }
  }

  private static byte[] encoded(Schema schema, Object record, byte... header) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(header);
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    return out.toByteArray();
  }

  /** What generated classes say of Java is no part of the contract. */
  private static Schema withoutJavaTypes(Schema schema) {
    return new Schema.Parser()
        .parse(schema.toString().replace(",\"avro.java.string\":\"String\"", ""));
  }
}
