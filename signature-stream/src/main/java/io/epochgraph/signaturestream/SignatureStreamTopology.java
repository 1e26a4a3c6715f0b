package io.epochgraph.signaturestream;

import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.state.Snapshot;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.RunLifetimes;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import io.epochgraph.stage.StageStreams;
import io.epochgraph.stage.StateSerde;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code graph-statistics ─▶ read ─▶ windows of epochs ─▶ signatures}. The windows are those that
 * {@code epochgraph.signature.windows} names.
 */
public final class SignatureStreamTopology {

  /** The stage. */
  public static final Stage STAGE = new Stage("signature-stream", SignatureStreamTopology::build);

  static final String SNAPSHOTS_STORE = "snapshots";

  private SignatureStreamTopology() {}

  private static void build(StreamsBuilder builder, StageSettings settings) {
    Topics topics = settings.topics();
    List<Window> windows =
        settings.words("signature.windows", Window.BY_DEFAULT).stream().map(Window::parse).toList();
    var stage = new StageStreams(builder, settings);
    var metrics = new SignatureMetrics(settings.metrics(), windows);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SNAPSHOTS_STORE),
            Serdes.String(),
            StateSerde.of(Snapshot.class)));
    builder.addStateStore(RunLifetimes.store());
    var signatures =
        stage
            .read("graph-statistics", topics.graphStatistics(), GraphStatistics::getRun)
            .process(
                () ->
                    new SignatureProcessor(settings.stage(), windows, metrics, settings.commits()),
                Named.as("signatures"),
                SNAPSHOTS_STORE,
                RunLifetimes.STORE);
    stage.write("signatures-out", stage.divert("signatures", signatures), topics.signatures());
  }
}
