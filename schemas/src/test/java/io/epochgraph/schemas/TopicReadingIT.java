package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Run;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** TopicScan and TopicTail. */
@ExtendWith(WithCluster.class)
class TopicReadingIT {

  private ClusterTopics test;
  private Topic<DeadLetter> topic;

  @BeforeEach
  void createTopics(ClusterTopics mine) throws InterruptedException {
    test = mine.create();
    topic = test.topics().deadLetters();
  }

  @Test
  void shouldScanAnEmptyTopic() {
    assertThat(TopicScan.read(topic, test.cluster())).isEmpty();
  }

  @Test
  void shouldScanEachRunInOrderAndLeaveOutWhatCannotBeRead() throws Exception {
    for (int i = 0; i < 10; i++) {
      send("run-" + i % 3, i);
      test.sendBytes(topic, "run-" + i % 3, i % 2 == 0 ? null : new byte[] {1, 2, 3});
    }
    List<TopicScan.Entry<DeadLetter>> entries = TopicScan.read(topic, test.cluster());
    assertThat(entries).hasSize(10);
    for (int run = 0; run < 3; run++) {
      String key = "run-" + run;
      int first = run;
      assertThat(entries)
          .filteredOn(entry -> entry.key().equals(key))
          .extracting(entry -> entry.value().getOffset())
          .containsExactlyElementsOf(
              IntStream.range(0, 10).filter(i -> i % 3 == first).mapToObj(i -> (long) i).toList());
    }
  }

  @Test
  @Timeout(60)
  void shouldScanNothingThatIsNotCommitted() throws Exception {
    Map<String, Object> settings = new HashMap<>(test.cluster().kafka());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int i = 0; i < 4; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic.name(), 0, "run-1", bytes(i))).get();
        if (i % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic.name(), 0, "run-1", bytes(9))).get();
      assertThat(offsets()).containsExactly(0L, 2L);
      producer.commitTransaction();
      while (offsets().size() == 2) {
        Thread.sleep(20); // the partition hears of the commit a little later
      }
      assertThat(offsets()).containsExactly(0L, 2L, 9L);
    }
  }

  @Test
  void shouldSayThatATopicIsMissing() {
    Topic<Run> missing = new Topics("nobody").runs();
    assertThatThrownBy(() -> TopicScan.read(missing, test.cluster()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "topic nobody.runs.v1 does not exist; create it with: epochgraph topics create");
    assertThatThrownBy(() -> TopicTail.follow(missing, test.cluster(), TopicTail.From.NOW, _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("epochgraph topics create");
  }

  @Test
  void shouldFollowFromTheBeginningOrFromNow() throws Exception {
    send("run-1", 1);
    BlockingQueue<Long> all = new LinkedBlockingQueue<>();
    BlockingQueue<Long> later = new LinkedBlockingQueue<>();
    TopicTail beginning = follow(TopicTail.From.BEGINNING, all);
    try (var now = follow(TopicTail.From.NOW, later)) {
      assertThat(all.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
      test.sendBytes(topic, "run-1", new byte[] {1, 2, 3});
      test.sendBytes(topic, "run-1", null);
      send("run-1", 2);
      assertThat(all.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(later.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
      beginning.close();
      send("run-1", 3);
      assertThat(later.poll(30, TimeUnit.SECONDS)).isEqualTo(3);
      assertThat(now).isNotNull();
    }
    assertThat(all.poll(Duration.ofMillis(300).toMillis(), TimeUnit.MILLISECONDS)).isNull();
  }

  private TopicTail follow(TopicTail.From from, BlockingQueue<Long> into) {
    return TopicTail.follow(topic, test.cluster(), from, letter -> into.add(letter.getOffset()));
  }

  private void send(String run, long offset) throws InterruptedException {
    test.sendBytes(topic, run, bytes(offset));
  }

  private byte[] bytes(long offset) {
    return test.bytes(
        topic, DeadLetter.newBuilder(FirstContact.letter()).setOffset(offset).build());
  }

  private List<Long> offsets() {
    return test.committed(topic).stream().map(DeadLetter::getOffset).toList();
  }
}
