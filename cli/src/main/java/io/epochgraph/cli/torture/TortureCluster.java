package io.epochgraph.cli.torture;

import io.epochgraph.contract.Predictor;
import io.epochgraph.local.BrokerProcess;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry as child processes that come back where they were after a kill. */
final class TortureCluster implements AutoCloseable {

  private final Path directory;
  private BrokerProcess broker;
  private RegistryProcess registry;
  private int brokerKills;

  private TortureCluster(Path directory, BrokerProcess broker, RegistryProcess registry) {
    this.directory = directory;
    this.broker = broker;
    this.registry = registry;
  }

  static TortureCluster start(Path directory) throws IOException {
    BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), 0);
    try {
      return new TortureCluster(directory, broker, registry(directory, 0));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  ClusterSettings settings() {
    return ClusterSettings.of(broker.bootstrapServers(), registry.url());
  }

  /** Creates topics and puts the one predictor there, before any stage reads. */
  void prepare(Topics topics, int partitions, Predictor predictor)
      throws InterruptedException, IOException {
    ClusterSettings cluster = settings();
    ClusterSetup.createTopics(cluster, topics, partitions, Optional.empty());
    ClusterSetup.registerSchemas(cluster, topics);
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka(), new StringSerializer(), new RecordSerializer<Predictor>(cluster))) {
      String key = PredictorCodec.key(predictor);
      producer.send(new ProducerRecord<>(topics.predictors().name(), key, predictor)).get();
    } catch (ExecutionException e) {
      throw new IOException("the predictor cannot be written: " + e.getCause().getMessage(), e);
    }
  }

  void killBroker() {
    broker.kill();
  }

  /** What the killed one wrote stays, as {@code broker-<kills>.log}. */
  void startBroker() throws IOException {
    Path home = directory.resolve("broker");
    Files.move(home.resolve("broker.log"), home.resolve("broker-%d.log".formatted(++brokerKills)));
    broker = BrokerProcess.start(directory.resolve("broker"), broker.port());
  }

  void killRegistry() {
    registry.kill();
  }

  void startRegistry() throws IOException {
    registry = registry(directory, registry.port());
  }

  @Override
  public void close() {
    broker.close();
    registry.close();
  }

  private static RegistryProcess registry(Path directory, int port) throws IOException {
    return RegistryProcess.start(directory.resolve("registry"), port, RegistryProcess.Storage.FILE);
  }
}
