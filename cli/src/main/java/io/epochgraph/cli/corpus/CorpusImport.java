package io.epochgraph.cli.corpus;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Run;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a corpus to the topics that its records came from. */
public final class CorpusImport {

  private final ClusterSettings cluster;
  private final Topics topics;

  /**
   * What was sent.
   *
   * @param present runs that were there before, and left alone
   */
  public record Sent(int runs, int epochs, int present) {}

  /** Sends to {@code topics} of {@code cluster}. */
  public CorpusImport(ClusterSettings cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
  }

  /**
   * Sends the runs that the cluster does not have, each with all its epochs before its end.
   *
   * @throws IllegalStateException if a record is not taken; what was sent before it stays, and
   *     sending again completes it
   */
  public Sent send(List<CorpusRun> corpus) throws InterruptedException {
    Set<String> present = new HashSet<>();
    TopicScan.read(topics.runs(), cluster).forEach(entry -> present.add(entry.key()));
    var settings = cluster.kafka();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int epochs = 0;
    int runs = 0;
    try (var statisticsOut = new RecordSerializer<GraphStatistics>(cluster);
        var runsOut = new RecordSerializer<Run>(cluster);
        var statistics = new KafkaProducer<>(settings, new StringSerializer(), statisticsOut);
        var ends = new KafkaProducer<>(settings, new StringSerializer(), runsOut)) {
      for (CorpusRun run : corpus) {
        String key = run.getRun().getRun();
        if (present.contains(key)) {
          continue;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (GraphStatistics of : run.getStatistics()) {
          sent.add(
              statistics.send(
                  new ProducerRecord<>(
                      topics.graphStatistics().name(),
                      null,
                      of.getTrainedAt().toEpochMilli(),
                      key,
                      of)));
        }
        for (Future<RecordMetadata> one : sent) {
          one.get();
        }
        ends.send(
                new ProducerRecord<>(
                    topics.runs().name(),
                    null,
                    run.getRun().getChangedAt().toEpochMilli(),
                    key,
                    run.getRun()))
            .get();
        epochs += sent.size();
        runs++;
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record was not taken: " + e.getCause().getMessage(), e);
    }
    return new Sent(runs, epochs, corpus.size() - runs);
  }
}
