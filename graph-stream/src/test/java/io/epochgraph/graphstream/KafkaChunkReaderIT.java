package io.epochgraph.graphstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.WithCluster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithCluster.class)
class KafkaChunkReaderIT {

  private static final int CHUNKS = 24;
  private static final int BYTES = 512 << 10;

  private record Sent(ChunkReference at, WeightsChunk chunk) {}

  private ClusterTopics test;
  private Topic<WeightsChunk> topic;
  private ChunkReader reader;

  @BeforeEach
  void createTopics(ClusterTopics mine) throws InterruptedException {
    test = mine.create();
    topic = test.topics().weights();
    reader = new KafkaChunkReader(topic, test.cluster());
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void shouldReadOneAfterTheOther() throws InterruptedException {
    send(CHUNKS).forEach(this::assertFound);
  }

  @Test
  void shouldReadInAnyOrderAndAgain() throws InterruptedException {
    List<Sent> sent = new ArrayList<>(send(CHUNKS));
    sent.addAll(sent.subList(0, 6));
    Collections.shuffle(sent, new Random(7));
    sent.forEach(this::assertFound);
  }

  @Test
  void shouldReadRunsThatWereSentTurnByTurn() throws InterruptedException {
    List<Sent> sent = send(CHUNKS);
    for (int run = 0; run < 4; run++) {
      String id = "run-" + run;
      sent.stream().filter(of -> of.chunk().getRun().equals(id)).forEach(this::assertFound);
    }
    assertThat(sent).extracting(of -> of.at().getPartition()).contains(0, 1, 2);
  }

  @Test
  void shouldTellWhatHasExpired() throws Exception {
    List<Sent> sent = send(CHUNKS);
    List<Sent> one = sent.stream().filter(of -> of.at().getPartition() == 1).toList();
    assertFound(one.getFirst());
    long kept = one.get(one.size() / 2).at().getOffset();
    try (Admin admin = Admin.create(test.cluster().kafka())) {
      var partition = new TopicPartition(topic.name(), 1);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(kept))).all().get();
    }
    try (var fresh = new KafkaChunkReader(topic, test.cluster())) {
      assertThat(fresh.read(one.getFirst().at()))
          .isInstanceOfSatisfying(
              ChunkReader.Reading.Absent.class,
              absent -> {
                assertThat(absent.refusal().code()).isEqualTo("CHUNK_EXPIRED");
                assertThat(absent.refusal().reason())
                    .contains("offset %d has expired".formatted(one.getFirst().at().getOffset()))
                    .contains("the log begins at " + kept);
              });
      assertThat(fresh.read(one.getLast().at())).isEqualTo(found(one.getLast()));
    }
    one.subList(one.size() / 2, one.size()).forEach(this::assertFound);
  }

  @Test
  void shouldTellWhatNeverWas() throws InterruptedException {
    List<Sent> sent = send(4);
    long end =
        sent.stream()
            .filter(of -> of.at().getPartition() == 0)
            .mapToLong(of -> of.at().getOffset() + 1)
            .max()
            .orElse(0);
    for (long offset : new long[] {end, end + 1, Long.MAX_VALUE}) {
      assertAbsent(at(0, offset), "offset %d holds no record: the log ends".formatted(offset));
    }
    assertAbsent(at(3, 0), "partition 3 does not exist: " + topic.name() + " has 3");
    sent.forEach(this::assertFound);
  }

  @Test
  void shouldTellBytesThatAreNoChunk() throws InterruptedException {
    RecordMetadata rubbish = test.sendBytes(topic, "run-0", new byte[] {1, 2, 3, 4, 5, 6});
    RecordMetadata nothing = test.sendBytes(topic, "run-0", null);
    Sent after = send(1).getFirst();
    assertAbsent(at(rubbish.partition(), rubbish.offset()), "6 bytes without a schema id");
    assertAbsent(at(nothing.partition(), nothing.offset()), "no value");
    assertFound(after);
  }

  @Test
  void shouldNotTakeAMissingTopicForAMissingChunk(ClusterTopics missing) {
    try (var lost = new KafkaChunkReader(missing.topics().weights(), missing.cluster())) {
      assertThatThrownBy(() -> lost.read(at(0, 0)))
          .isInstanceOf(MissingSourceTopicException.class)
          .hasMessageContaining(missing.topics().weights().name())
          .hasMessageContaining("epochgraph topics create");
    }
  }

  /** Chunks of four runs, turn by turn. */
  private List<Sent> send(int count) throws InterruptedException {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < count; i++) {
      var data = new byte[BYTES];
      new Random(i).nextBytes(data);
      var chunk = new WeightsChunk("run-" + i % 4, 0, 0, 0, i / 4, ByteBuffer.wrap(data));
      RecordMetadata at = test.send(topic, chunk.getRun(), chunk);
      sent.add(new Sent(at(at.partition(), at.offset()), chunk));
    }
    return sent;
  }

  private void assertFound(Sent sent) {
    assertThat(reader.read(sent.at())).isEqualTo(found(sent));
  }

  private void assertAbsent(ChunkReference at, String reason) {
    assertThat(reader.read(at))
        .isInstanceOfSatisfying(
            ChunkReader.Reading.Absent.class,
            absent -> {
              assertThat(absent.refusal().code()).isEqualTo("CHUNK_CORRUPT");
              assertThat(absent.refusal().reason()).contains(reason);
            });
  }

  private static ChunkReader.Reading found(Sent sent) {
    return new ChunkReader.Reading.Found(sent.chunk());
  }

  private static ChunkReference at(int partition, long offset) {
    return new ChunkReference(partition, offset, 0, 1, new Sha256(new byte[32]));
  }
}
