package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

/** Whatever bytes come, a reader refuses or accepts them, and takes little memory to say so. */
class RecordReaderFuzzTest {

  private static final String SCOPE = "record-reader-fuzz";
  private static final ClusterSettings CLUSTER =
      ClusterSettings.of("127.0.0.1:9", "mock://" + SCOPE);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One array of as many items as the limits allow, a few records deep. */
  private static final long MOST_BYTES = 256L << 20;

  @Provide
  Arbitrary<Topic<?>> topics() {
    return Arbitraries.of(Topics.LIVE.all());
  }

  @Property(tries = 2_000)
  void shouldTakeAnyBytes(@ForAll("topics") Topic<?> topic, @ForAll byte[] bytes) throws Exception {
    check(topic, bytes);
    check(topic, withHeader(topic, bytes));
  }

  @Property(tries = 3_000)
  void shouldTakeSpoiltRecords(@ForAll("topics") Topic<?> topic, @ForAll long seed)
      throws Exception {
    var random = new Random(seed);
    check(topic, spoilt(withHeader(topic, record(topic.valueSchema(), seed)), random));
  }

  /** Bytes that say that much follows, where nothing does. */
  @Property(tries = 1_000)
  void shouldNotMakeRoomForWhatIsOnlyAnnounced(@ForAll("topics") Topic<?> topic, @ForAll long seed)
      throws Exception {
    var random = new Random(seed);
    byte[] bytes = withHeader(topic, record(topic.valueSchema(), seed));
    int at = 5 + random.nextInt(bytes.length - 5);
    byte[] huge = {-2, -1, -1, -1, (byte) (1 + random.nextInt(15))};
    byte[] announced = Arrays.copyOf(bytes, at + huge.length);
    System.arraycopy(huge, 0, announced, at, huge.length);
    check(topic, announced);
  }

  private static <V extends SpecificRecord> void check(Topic<V> topic, byte[] bytes) {
    try (var reader = new RecordReader<>(topic, CLUSTER)) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Decoded<V> decoded = reader.read(bytes);
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated to read %d", bytes.length)
          .isLessThan(MOST_BYTES);
      switch (decoded) {
        case Decoded.Accepted<V>(var value) -> assertThat(value).isNotNull();
        case Decoded.Refused<V>(var code, var reason) -> {
          assertThat(code).isIn("NOT_AVRO", "UNKNOWN_SCHEMA", "WRONG_TYPE");
          assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(1_001);
        }
      }
    }
  }

  /** Flips, cuts, doubles and overwrites a few bytes; the schema's id too, now and then. */
  private static byte[] spoilt(byte[] bytes, Random random) {
    byte[] spoilt = bytes.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(10) == 0 ? 0 : Math.min(5, spoilt.length - 1);
      int at = from + random.nextInt(Math.max(1, spoilt.length - from));
      switch (random.nextInt(4)) {
        case 0 -> spoilt[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> spoilt[at] = (byte) random.nextInt();
        case 2 -> spoilt = Arrays.copyOf(spoilt, Math.max(1, at));
        default -> spoilt = Arrays.copyOf(spoilt, spoilt.length + random.nextInt(20));
      }
    }
    return spoilt;
  }

  private static byte[] withHeader(Topic<?> topic, byte[] body) throws Exception {
    int id =
        MockSchemaRegistry.getClientForScope(SCOPE)
            .register(topic.subject(), new AvroSchema(topic.valueSchema()));
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
  }

  private static byte[] record(Schema schema, long seed) throws IOException {
    var plain =
        new Schema.Parser()
            .parse(schema.toString().replace(",\"avro.java.string\":\"String\"", ""));
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(plain)
        .write(new RandomData(plain, 1, seed).iterator().next(), encoder);
    return out.toByteArray();
  }
}
