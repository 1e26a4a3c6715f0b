package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import io.epochgraph.trainer.RunOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of a run whose worker died without a word that it failed. */
record CrashedRuns(ClusterSettings cluster) {

  private static final Logger LOG = LoggerFactory.getLogger(CrashedRuns.class);

  /** Publishes the run as it was last announced, with status FAILED and the reason. */
  void publish(String run, RunOutcome outcome) {
    Optional<Run> announced =
        TopicScan.read(Topics.of(cluster).runs(), cluster).stream()
            .filter(entry -> run.equals(entry.key()))
            .map(TopicScan.Entry::value)
            .reduce((earlier, later) -> later);
    announced.ifPresent(
        running ->
            send(
                Run.newBuilder(running)
                    .setStatus(RunStatus.FAILED)
                    .setLastEpoch(outcome.epochs())
                    .setReason(outcome.reason())
                    .setChangedAt(Instant.now())
                    .build()));
  }

  private void send(Run run) {
    Map<String, Object> settings = cluster.kafka();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    try (var serializer = new RecordSerializer<Run>(cluster);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      String topic = Topics.of(cluster).runs().name();
      long changedAt = run.getChangedAt().toEpochMilli();
      producer.send(new ProducerRecord<>(topic, null, changedAt, run.getRun(), run)).get();
    } catch (ExecutionException e) {
      LOG.warn("{}: its failure was not published: {}", run.getRun(), e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
