package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.contract.state.RunForecasts;
import io.epochgraph.contract.state.Snapshot;
import io.epochgraph.schemas.StateHistory;
import io.epochgraph.schemas.TrustedContracts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.RandomData;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State that cannot be read is told from a record that is bad, and earlier versions are read. */
class StateSerdeFuzzTest {

  private static final int RECORDS = 20;

  static {
    TrustedContracts.install();
  }

  @Provide
  Arbitrary<Class<? extends SpecificRecordBase>> types() {
    return Arbitraries.of(stored());
  }

  static List<Class<? extends SpecificRecordBase>> stored() {
    return List.of(RunEpochs.class, Snapshot.class, RunForecasts.class);
  }

  @ParameterizedTest
  @MethodSource("stored")
  <V extends SpecificRecordBase> void shouldReadWhatAnyVersionWrote(Class<V> type)
      throws IOException {
    List<Schema> versions = StateHistory.of(SpecificData.get().getSchema(type));
    assertThat(versions).isNotEmpty();
    for (Schema version : versions) {
      for (byte[] bytes : written(version, RECORDS, 7)) {
        assertThat(StateSerde.of(type).deserializer().deserialize("store", bytes))
            .isInstanceOf(type);
      }
    }
  }

  @Property(tries = 500)
  void shouldThrowNothingButWhatStopsTheStage(
      @ForAll("types") Class<? extends SpecificRecordBase> type, @ForAll byte[] bytes) {
    assertThatThrownBy(() -> StateSerde.of(type).deserializer().deserialize("store", bytes))
        .isInstanceOf(ProcessorStateException.class)
        .hasMessageContaining("bytes in a state store are no " + type.getSimpleName());
  }

  @Property(tries = 500)
  void shouldReadSpoiltStateOrStopTheStage(
      @ForAll("types") Class<? extends SpecificRecordBase> type, @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    Schema latest = StateHistory.of(SpecificData.get().getSchema(type)).getLast();
    byte[] bytes = written(latest, 1, seed).getFirst();
    for (int i = 0; i < 4; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      assertThat(StateSerde.of(type).deserializer().deserialize("store", bytes)).isNotNull();
    } catch (ProcessorStateException e) {
      assertThat(e).hasMessageContaining("bytes in a state store");
    }
  }

  private static List<byte[]> written(Schema schema, int count, long seed) throws IOException {
    var encoder = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema);
    var all = new ArrayList<byte[]>();
    for (Object record : new RandomData(schema, count, seed)) {
      ByteBuffer encoded = encoder.encode((GenericRecord) record);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      all.add(bytes);
    }
    return all;
  }
}
