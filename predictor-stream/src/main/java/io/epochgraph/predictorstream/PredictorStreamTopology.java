package io.epochgraph.predictorstream;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.state.RunForecasts;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.Outcome;
import io.epochgraph.stage.RunLifetimes;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import io.epochgraph.stage.StageStreams;
import io.epochgraph.stage.StateSerde;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code signatures × predictors ─▶ predictions} and {@code predictions × runs ─▶ scores}. Every
 * instance has all predictors; they stay bytes until used, so that a bad one stops nothing.
 */
public final class PredictorStreamTopology {

  /** The stage. */
  public static final Stage STAGE = new Stage("predictor-stream", PredictorStreamTopology::build);

  static final String PREDICTORS_STORE = "predictors";
  static final String FORECASTS_STORE = "forecasts";

  private PredictorStreamTopology() {}

  private static void build(StreamsBuilder builder, StageSettings settings) {
    Topics topics = settings.topics();
    var stage = new StageStreams(builder, settings);
    var metrics = new PredictionMetrics(settings.metrics(), InstantSource.system());
    builder.globalTable(
        topics.predictors().name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("predictors"),
        Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(PREDICTORS_STORE)
            .withKeySerde(Serdes.String())
            .withValueSerde(Serdes.ByteArray()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(FORECASTS_STORE),
            Serdes.String(),
            StateSerde.of(RunForecasts.class)));
    builder.addStateStore(RunLifetimes.store());

    KStream<String, Outcome<Prediction>> outcomes =
        stage
            .read("signatures", topics.signatures(), Signature::getRun)
            .process(
                () ->
                    new PredictionProcessor(
                        settings.stage(),
                        () -> new RecordReader<>(topics.predictors(), settings.cluster()),
                        metrics,
                        settings.commits()),
                Named.as("predictions"));
    KStream<String, Prediction> predictions = stage.divert("predictions", outcomes);
    stage.write("predictions-out", predictions, topics.predictions());

    var scoresOfPredictions =
        predictions.process(
            PredictionScorer::new,
            Named.as("score-predictions"),
            FORECASTS_STORE,
            RunLifetimes.STORE);
    KStream<String, Outcome<Run>> runs =
        stage
            .read("runs", topics.runs(), Run::getRun)
            .process(() -> new RunCheckProcessor(settings.stage()), Named.as("check-runs"));
    var scoresOfRuns =
        stage
            .divert("check-runs", runs)
            .process(
                OutcomeScorer::new,
                Named.as("score-ended-runs"),
                FORECASTS_STORE,
                RunLifetimes.STORE);
    stage.write(
        "scores-out", scoresOfPredictions.merge(scoresOfRuns, Named.as("scores")), topics.scores());
  }
}
