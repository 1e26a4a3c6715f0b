package io.epochgraph.graphstream;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.state.Baseline;
import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.RunLifetimes;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import io.epochgraph.stage.StageStreams;
import io.epochgraph.stage.StateSerde;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code epochs ─▶ read ─▶ statistics of the graphs ─▶ graph-statistics}, with {@code weights} read
 * by the offsets that a manifest names.
 */
public final class GraphStreamTopology {

  /** For a dozen partitions in one thread, each with an epoch of 2 GB. */
  private static final Duration TRANSACTION = Duration.ofMinutes(2);

  /** The stage. */
  public static final Stage STAGE =
      new Stage("graph-stream", TRANSACTION, GraphStreamTopology::build);

  static final String EPOCHS_STORE = "accepted-epochs";

  private GraphStreamTopology() {}

  private static void build(StreamsBuilder builder, StageSettings settings) {
    var weights = settings.topics().weights();
    build(builder, settings, () -> new KafkaChunkReader(weights, settings.cluster()));
  }

  static void build(
      StreamsBuilder builder, StageSettings settings, Supplier<ChunkReader> chunkReaders) {
    Topics topics = settings.topics();
    GraphSettings graphs = GraphSettings.of(settings);
    var metrics = new GraphMetrics(settings.metrics());
    var stage = new StageStreams(builder, settings);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EPOCHS_STORE),
            Serdes.String(),
            StateSerde.of(RunEpochs.class)));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(Baselines.STORE),
            Serdes.String(),
            StateSerde.of(Baseline.class)));
    builder.addStateStore(RunLifetimes.store());
    var statistics =
        stage
            .read("epochs", topics.epochs(), EpochManifest::getRun)
            .process(
                () -> new GraphStatisticsProcessor(settings.stage(), chunkReaders, graphs, metrics),
                Named.as("graph-statistics"),
                EPOCHS_STORE,
                Baselines.STORE,
                RunLifetimes.STORE);
    stage.write(
        "graph-statistics-out",
        stage.divert("graph-statistics", statistics),
        topics.graphStatistics());
  }
}
