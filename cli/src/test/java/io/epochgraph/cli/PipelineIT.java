package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.contract.Verdict;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.WithCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From weights to predictions and scores, every number held against an independent computation. */
@Timeout(180)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class PipelineIT {

  private static final int EPOCHS = 5;
  private static final double TOLERANCE = 1e-9;

  /** Predictors see the logarithm of a change over 1e-6, which magnifies rounding. */
  private static final double PREDICTION_TOLERANCE = 1e-6;

  @Test
  void shouldTurnWeightsIntoPredictionsAndScores(LocalCluster local, @TempDir Path state)
      throws Exception {
    List<MadeRun> fitted = MadeRun.several("fitted", Network.LENET5, 8, EPOCHS);
    List<MadeRun> predicted = MadeRun.several("predicted", Network.LENET5, 3, EPOCHS);
    List<MadeRun> tiny = MadeRun.several("tiny", Network.TINY, 3, EPOCHS);
    try (Pipeline pipeline = Pipeline.start(local, state)) {
      Records records = pipeline.records();
      try (WeightPublisher publisher = pipeline.publisher()) {
        for (MadeRun run : fitted) {
          run.publish(publisher);
        }
      }
      records.await(pipeline.topics().predictions(), fitted.size() * (EPOCHS + 1));

      var request = FittingRequest.of(new Cohort("lenet5", MadeRun.DATASET), 7);
      List<FitReport> reports = new FittingJob(pipeline.cluster(), pipeline.topics()).run(request);
      assertThat(reports)
          .allSatisfy(
              report -> {
                assertThat(report.predictor().fittedOn())
                    .containsExactlyElementsOf(fitted.stream().map(MadeRun::run).toList());
                assertThat(report.predictor().coveredEpochs()).containsExactly(1, 2, 3, 4, 5);
                assertThat(report.predictor().threshold()).isEqualTo(medianOfBest(fitted));
              });
      awaitPickedUp(pipeline, reports.size());

      try (WeightPublisher publisher = pipeline.publisher()) {
        for (MadeRun run : predicted) {
          run.publish(publisher);
        }
        for (MadeRun run : tiny) {
          run.publish(publisher);
        }
      }
      List<ExpectedRun> expected =
          Stream.of(fitted, predicted, tiny).flatMap(List::stream).map(ExpectedRun::of).toList();
      int scores = predicted.size() * EPOCHS * reports.size();
      records.await(pipeline.topics().scores(), scores);
      Waiting.until(
          "the tiny runs are spoken of",
          () ->
              records.values(pipeline.topics().predictions()).stream()
                  .filter(it -> it.getRun().startsWith("tiny"))
                  .count(),
          count -> count >= tiny.size() * (EPOCHS + 1L));

      checkStatistics(expected, records.values(pipeline.topics().graphStatistics()));
      checkSignatures(expected, records.values(pipeline.topics().signatures()));
      checkPredictions(pipeline, expected.subList(8, 11));
      checkScores(
          predicted,
          records.values(pipeline.topics().predictions()),
          records.values(pipeline.topics().scores()));
      assertThat(records.values(pipeline.topics().deadLetters())).isEmpty();
    }
  }

  /** A probe run is predicted as soon as the stage has the predictors. */
  private static void awaitPickedUp(Pipeline pipeline, int predictors) throws Exception {
    try (WeightPublisher publisher = pipeline.publisher()) {
      MadeRun probe = MadeRun.several("probe", Network.LENET5, 1, 60).getFirst();
      var publication = probe.begin(publisher);
      for (int epoch = 0; epoch < 60; epoch++) {
        probe.publish(publication, epoch);
        int last = epoch;
        List<Prediction> now =
            Waiting.until(
                "the probe's epoch " + epoch + " is predicted",
                () ->
                    pipeline.records().values(pipeline.topics().predictions()).stream()
                        .filter(it -> it.getRun().equals(probe.run()) && it.getEpoch() == last)
                        .toList(),
                it -> !it.isEmpty());
        if (now.stream().filter(it -> it.getVersion() == 1).count() == predictors) {
          return;
        }
      }
    }
    throw new AssertionError("the predictors were not picked up");
  }

  private static double medianOfBest(List<MadeRun> runs) {
    double[] best = runs.stream().mapToDouble(MadeRun::bestAccuracy).sorted().toArray();
    return (best[(best.length - 1) / 2] + best[best.length / 2]) / 2;
  }

  private static void checkStatistics(List<ExpectedRun> runs, List<GraphStatistics> found) {
    Map<String, GraphStatistics> byEpoch = byKey(found, it -> it.getRun() + "/" + it.getEpoch());
    for (ExpectedRun run : runs) {
      MadeRun made = run.made();
      for (int epoch = 0; epoch <= made.epochs(); epoch++) {
        GraphStatistics statistics = byEpoch.get(made.run() + "/" + epoch);
        DenseGraph graph = DenseGraph.of(made.layers(epoch));
        assertThat(statistics.getNodes()).isEqualTo(graph.nodes());
        assertThat(statistics.getEdges()).isEqualTo(graph.edges());
        assertThat(statistics.getDiverged()).isFalse();
        assertThat(statistics.getMetrics()).isEqualTo(made.metrics(epoch));
        assertThat(statistics.getDescriptor()).isEqualTo(made.descriptor());
        assertThat(statistics.getTrainedAt()).isEqualTo(made.trainedAt(epoch));
        Map<String, double[]> values = ExpectedRun.snapshot(statistics);
        assertThat(values).hasSameSizeAs(run.snapshots().get(epoch));
        int at = epoch;
        values.forEach(
            (feature, numbers) ->
                assertThat(numbers)
                    .as("%s, epoch %d, %s", made.run(), at, feature)
                    .containsExactly(run.snapshots().get(at).get(feature), within(TOLERANCE)));
      }
    }
  }

  private static void checkSignatures(List<ExpectedRun> runs, List<Signature> found) {
    Map<String, Signature> byWindow =
        byKey(found, it -> it.getRun() + "/" + it.getEpoch() + "/" + it.getWindow());
    for (ExpectedRun run : runs) {
      for (int epoch = 0; epoch <= run.made().epochs(); epoch++) {
        String at = run.made().run() + "/" + epoch + "/";
        checkSignature(run, ExpectedRun.expanding(epoch), byWindow.get(at + "expanding"));
        for (int width : new int[] {2, 3}) {
          Signature signature = byWindow.get(at + "width-" + width);
          if (epoch + 1 < width) {
            assertThat(signature).isNull();
          } else {
            List<Integer> window = IntStream.rangeClosed(epoch - width + 1, epoch).boxed().toList();
            checkSignature(run, window, signature);
          }
        }
      }
    }
  }

  private static void checkSignature(ExpectedRun run, List<Integer> epochs, Signature signature) {
    assertThat(signature.getEpochs()).isEqualTo(epochs);
    assertThat(signature.getMissing()).isEmpty();
    assertThat(signature.getMetrics()).isEqualTo(epochs.stream().map(run.made()::metrics).toList());
    int wholes = ExpectedRun.FEATURES.size() * 3;
    int layers = run.snapshots().getFirst().size() - ExpectedRun.FEATURES.size();
    assertThat(signature.getFeatures()).hasSize(wholes + layers);
    for (SignatureFeature feature : signature.getFeatures()) {
      String name =
          feature.getLayer() == null
              ? feature.getFeature()
              : feature.getFeature() + "/" + feature.getLayer();
      assertThat(feature.getValues().stream().mapToDouble(it -> it).toArray())
          .as("%s, epochs %s, %s %s", run.made().run(), epochs, name, feature.getAggregator())
          .containsExactly(run.signature(name, feature.getAggregator(), epochs), within(TOLERANCE));
    }
  }

  private static void checkPredictions(Pipeline pipeline, List<ExpectedRun> runs) {
    Map<String, FittedPredictor> predictors =
        pipeline.records().values(pipeline.topics().predictors()).stream()
            .map(PredictorCodec::decode)
            .collect(Collectors.toMap(FittedPredictor::id, Function.identity()));
    List<Prediction> predictions = pipeline.records().values(pipeline.topics().predictions());
    for (ExpectedRun run : runs) {
      for (int epoch = 0; epoch <= run.made().epochs(); epoch++) {
        int at = epoch;
        List<Prediction> made =
            predictions.stream()
                .filter(it -> it.getRun().equals(run.made().run()) && it.getEpoch() == at)
                .toList();
        assertThat(made)
            .extracting(Prediction::getPredictor)
            .containsExactlyElementsOf(new TreeSet<>(predictors.keySet()));
        for (Prediction prediction : made) {
          FittedPredictor predictor = predictors.get(prediction.getPredictor());
          checkPrediction(prediction, predictor.predict(epoch, run.observation(epoch)));
          assertThat(prediction.getFittedOn()).isFalse();
          assertThat(prediction.getLastValidationAccuracy()).isEqualTo(run.made().accuracy(epoch));
        }
      }
    }
    assertThat(predictions)
        .filteredOn(it -> it.getDescriptor().getNetwork().equals("tiny"))
        .hasSize(3 * (EPOCHS + 1))
        .allSatisfy(
            it -> {
              assertThat(it.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
              assertThat(it.getReason()).contains("tiny on made");
              assertThat(it.getNextCommand())
                  .isEqualTo("epochgraph predictor train --network tiny --dataset made");
            });
  }

  private static void checkPrediction(Prediction found, Forecast expected) {
    switch (expected) {
      case Forecast.Predicted predicted -> {
        assertThat(found.getStatus()).isEqualTo(PredictionStatus.PREDICTED);
        assertThat(found.getAccuracy())
            .isCloseTo(predicted.accuracy(), within(PREDICTION_TOLERANCE));
        assertThat(found.getProbabilityHigh())
            .isCloseTo(predicted.probabilityHigh(), within(PREDICTION_TOLERANCE));
        assertThat(found.getVerdict()).isEqualTo(Verdict.valueOf(predicted.verdict().name()));
      }
      case Forecast.NotCovered(var reason) -> {
        assertThat(found.getEpoch()).as("only the initial weights say nothing").isZero();
        assertThat(found.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
        assertThat(found.getReason()).isEqualTo(reason);
      }
      case Forecast.Diverged() -> throw new AssertionError("no made run diverges");
    }
  }

  private static void checkScores(
      List<MadeRun> runs, List<Prediction> predictions, List<Score> scores) {
    var scored = new ArrayList<Prediction>();
    for (MadeRun run : runs) {
      for (Prediction prediction : predictions) {
        if (!prediction.getRun().equals(run.run())
            || prediction.getStatus() != PredictionStatus.PREDICTED) {
          continue;
        }
        scored.add(prediction);
        Score score =
            scores.stream()
                .filter(it -> it.getRun().equals(run.run()))
                .filter(it -> it.getEpoch() == prediction.getEpoch())
                .filter(it -> it.getPredictor().equals(prediction.getPredictor()))
                .findFirst()
                .orElseThrow();
        double actual = run.bestAccuracy();
        assertThat(score.getActual()).isEqualTo(actual);
        assertThat(score.getPredicted()).isEqualTo(prediction.getAccuracy());
        assertThat(score.getError()).isEqualTo(prediction.getAccuracy() - actual);
        assertThat(score.getLastAccuracyError())
            .isEqualTo(run.accuracy(prediction.getEpoch()) - actual);
        boolean high = actual >= prediction.getThreshold();
        assertThat(score.getVerdictRight())
            .isEqualTo((prediction.getVerdict() == Verdict.HIGH) == high);
      }
    }
    assertThat(scores).hasSameSizeAs(scored);
  }

  /** By key; each may come once. */
  private static <V> Map<String, V> byKey(List<V> values, Function<V, String> key) {
    return values.stream().collect(Collectors.toMap(key, Function.identity()));
  }
}
