package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.BadInput.Message;
import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Prediction;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.schemas.WithCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Ten thousand bad records of all kinds among good ones. {@code -Depochgraph.seed=N} repeats an
 * order, {@code -Depochgraph.bad.records=N} sends fewer or more.
 */
@Timeout(600)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class BadInputIT {

  private static final int RECORDS = Integer.getInteger("epochgraph.bad.records", 10_000);
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int RUNS = 20;
  private static final int EPOCHS = 4;

  /** A bad record that was sent. */
  private record Sent(BadInput kind, Future<RecordMetadata> at) {}

  @Test
  void shouldMakeEachBadRecordOneDeadLetterAndLetGoodOnesThrough(
      LocalCluster local, @TempDir Path state) throws Exception {
    long seed = Long.getLong("epochgraph.seed", System.nanoTime() & 0xffff);
    List<BadInput> kinds = BadInput.all().toList();
    System.out.printf("%d bad records of %d kinds, seed %d%n", RECORDS, kinds.size(), seed);
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    try (Pipeline pipeline = Pipeline.start(local, state);
        var material = new BadMaterial(pipeline)) {
      List<Sent> sent = send(pipeline, material, kinds, new Random(seed));
      awaitLetters(pipeline, sent.size());
      checkLetters(pipeline, sent);
      checkGoodRuns(pipeline);
      assertThat(pipeline.isRunning()).isTrue();
    }
  }

  private static List<Sent> send(
      Pipeline pipeline, BadMaterial material, List<BadInput> kinds, Random random)
      throws Exception {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < RECORDS; i++) {
      order.add(i % kinds.size());
    }
    for (int run = 0; run < RUNS * EPOCHS; run++) {
      order.add(-1 - run % RUNS);
    }
    Collections.shuffle(order, random);
    Map<String, Object> settings = new HashMap<>(pipeline.cluster().kafka());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    var sent = new ArrayList<Sent>();
    var next = new int[RUNS];
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int of : order) {
        if (of < 0) {
          new Forgery(pipeline, good(-1 - of)).send(next[-1 - of]++);
        } else {
          BadInput kind = kinds.get(of);
          Message message = kind.message().apply(material);
          String topic = kind.topic().apply(pipeline.topics()).name();
          var record = new ProducerRecord<>(topic, message.key(), message.value());
          sent.add(new Sent(kind, producer.send(record)));
        }
      }
    }
    return sent;
  }

  /** Asks now and then: reading all of them takes its time. */
  private static void awaitLetters(Pipeline pipeline, int count) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int found = 0;
    while (found < count) {
      assertThat(System.nanoTime())
          .as("waited %s for %d dead letters; there are %d", PATIENCE, count, found)
          .isLessThan(end);
      Thread.sleep(PAUSE);
      found = pipeline.records().raw(pipeline.topics().deadLetters()).size();
    }
  }

  private static void checkLetters(Pipeline pipeline, List<Sent> sent) throws Exception {
    var letters = new HashMap<String, DeadLetter>();
    for (DeadLetter letter : pipeline.records().values(pipeline.topics().deadLetters())) {
      String place =
          "%s-%d@%d".formatted(letter.getTopic(), letter.getPartition(), letter.getOffset());
      assertThat(letters.put(place, letter)).as("a second dead letter of %s", place).isNull();
    }
    assertThat(letters).hasSameSizeAs(sent);
    var counts = new TreeMap<String, Integer>();
    for (Sent one : sent) {
      RecordMetadata at = one.at().get();
      DeadLetter letter =
          letters.get("%s-%d@%d".formatted(at.topic(), at.partition(), at.offset()));
      assertThat(letter).as("%s at %s", one.kind(), at).isNotNull();
      assertThat(letter.getStage() + " " + letter.getCode())
          .as("%s: %s", one.kind(), letter.getReason())
          .isEqualTo(one.kind().stage() + " " + one.kind().code());
      assertThat(letter.getReason()).as(one.kind().what()).matches(pattern(one.kind().reason()));
      assertThat(letter.getRecordedAt().toEpochMilli()).isEqualTo(at.timestamp());
      counts.merge(letter.getCode(), 1, Integer::sum);
    }
    System.out.printf("%d dead letters: %s%n", letters.size(), counts);
  }

  private static void checkGoodRuns(Pipeline pipeline) throws Exception {
    pipeline
        .records()
        .await(pipeline.topics().predictions(), RUNS * EPOCHS + BadMaterial.accepted());
    var outputs = new Outputs(pipeline);
    for (int run = 0; run < RUNS; run++) {
      assertThat(outputs.of(good(run), pipeline.topics().predictions()))
          .extracting(Prediction::getEpoch)
          .containsExactly(0, 1, 2, 3);
    }
  }

  private static Pattern pattern(String reason) {
    var regex = new StringBuilder();
    for (String part : reason.split("…", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex + ".*", Pattern.DOTALL);
  }

  private static MadeRun good(int run) {
    return new MadeRun("good-%02d".formatted(run), Network.TINY, DType.F32, EPOCHS, 0.5, run);
  }
}
