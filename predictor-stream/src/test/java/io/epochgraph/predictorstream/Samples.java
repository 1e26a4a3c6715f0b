package io.epochgraph.predictorstream;

import io.epochgraph.contract.ConstantModel;
import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.LinearModel;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.contract.SupportVectorModel;
import io.epochgraph.contract.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Signatures, runs and predictors for tests. */
final class Samples {

  static final String RUN = "run-1";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final int MODELS = 4;

  private Samples() {}

  static RunDescriptor descriptor() {
    return new RunDescriptor(
        "lenet5", "cifar10", null, new Hyperparameters(0.1, 0.0, 128, "sgd", Map.of()));
  }

  /** The expanding window that ends at {@code epoch}; its accuracies are 0.1, 0.15, 0.2 … */
  static Signature signature(String run, int epoch) {
    return signature(run, 0, epoch, "expanding");
  }

  static Signature signature(String run, int attempt, int epoch, String window) {
    var values = new ArrayList<Double>();
    for (int i = 0; i < 5 * (epoch + 1); i++) {
      values.add(Math.sin(i + run.hashCode() % 10 + attempt));
    }
    return Signature.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setWindow(window)
        .setEpochs(IntStream.rangeClosed(0, epoch).boxed().toList())
        .setDigest(new Sha256(new byte[32]))
        .setDescriptor(descriptor())
        .setDiverged(false)
        .setFeatures(List.of(new SignatureFeature("rolled", "degree", "raw", null, values)))
        .setMetrics(
            IntStream.rangeClosed(0, epoch)
                .mapToObj(
                    e ->
                        Metrics.newBuilder()
                            .setValidationAccuracy(0.1 + 0.05 * e)
                            .setTrainLoss(e == 0 ? null : 2.0 / e)
                            .build())
                .toList())
        .setTrainedAt(START.plusSeconds(60L * epoch))
        .build();
  }

  /** Sees the degrees' change and the curve; covers epochs 1 to 4. */
  static Predictor predictor(String id, int version) {
    var models = new ArrayList<EpochModel>();
    for (int epoch = 1; epoch <= MODELS; epoch++) {
      int columns = 7 * epoch;
      models.add(
          EpochModel.newBuilder()
              .setEndEpoch(epoch)
              .setSnapshots(epoch + 1)
              .setRuns(8)
              .setMean(numbers(columns, epoch))
              .setScale(numbers(columns, epoch + 1))
              .setAccuracy(new LinearModel(0.3 + version / 10.0, numbers(columns, 3e3), 0.1))
              .setHighLow(
                  new SupportVectorModel(
                      "gaussian",
                      2.5,
                      List.of(numbers(columns, 0.5), numbers(columns, 0.25)),
                      List.of(1.0, -0.5),
                      0.1,
                      -2.0,
                      0.1))
              .build());
    }
    return Predictor.newBuilder()
        .setId(id)
        .setVersion(version)
        .setNetwork("lenet5")
        .setDataset("cifar10")
        .setTarget(Target.BEST_VALIDATION_ACCURACY)
        .setThreshold(0.4)
        .setWindow("expanding")
        .setInputs(List.of("change:rolled/degree/raw", "curve"))
        .setModels(models)
        .setFittedOn(List.of("fitted-1", "fitted-2"))
        .setFittedAt(START)
        .build();
  }

  /** Always says {@code accuracy} and, with that probability, high. */
  static Predictor saying(String id, int version, double accuracy) {
    Predictor predictor = predictor(id, version);
    return Predictor.newBuilder(predictor)
        .setModels(
            predictor.getModels().stream()
                .map(
                    model ->
                        EpochModel.newBuilder(model)
                            .setAccuracy(
                                new LinearModel(
                                    accuracy, model.getMean().stream().map(_ -> 0.0).toList(), 0.1))
                            .setHighLow(new ConstantModel(accuracy))
                            .build())
                .toList())
        .build();
  }

  static Run run(String run, RunStatus status, Double best, Double last) {
    return Run.newBuilder()
        .setRun(run)
        .setDescriptor(descriptor())
        .setStatus(status)
        .setPlannedEpochs(8)
        .setLastEpoch(8)
        .setBestValidationAccuracy(best)
        .setFinalValidationAccuracy(last)
        .setChangedAt(START)
        .build();
  }

  private static List<Double> numbers(int count, double divisor) {
    return IntStream.range(0, count).mapToObj(i -> (1.0 + i % 5) / divisor).toList();
  }
}
