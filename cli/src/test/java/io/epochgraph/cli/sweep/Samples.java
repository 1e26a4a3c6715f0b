package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.Verdict;
import io.epochgraph.schemas.TrustedContracts;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs and what is said of them. */
final class Samples {

  static final String CHAMPION = "lenet5-made-svm";
  static final int EPOCHS = 4;

  static {
    TrustedContracts.install();
  }

  private Samples() {}

  static RunSettings run(int number) {
    return new RunSettings(
        "made-%03d".formatted(number),
        "made",
        "lenet5",
        0.015,
        0,
        0.3,
        32,
        EPOCHS,
        0,
        100 + number);
  }

  static List<RunSettings> runs(int count) {
    return IntStream.range(0, count).mapToObj(Samples::run).toList();
  }

  static EpochMetrics metrics(double accuracy) {
    return new EpochMetrics(1.5, 1.4, accuracy, 0.015, 2.5);
  }

  static RunOutcome outcome(double best, double last) {
    return new RunOutcome(RunOutcome.Status.COMPLETED, EPOCHS, best, last, "");
  }

  static RunOutcome failure(int epochs) {
    return new RunOutcome(RunOutcome.Status.FAILED, epochs, Double.NaN, Double.NaN, "it broke");
  }

  /** Of the champion, for a run of {@link #run}, with a threshold of 50 %. */
  static Prediction prediction(int run, int epoch, double accuracy, double high, double now) {
    return about(run, epoch)
        .setPredictor(CHAMPION)
        .setVersion(2)
        .setStatus(PredictionStatus.PREDICTED)
        .setTarget("BEST_VALIDATION_ACCURACY")
        .setAccuracy(accuracy)
        .setProbabilityHigh(high)
        .setVerdict(high >= 0.5 ? Verdict.HIGH : Verdict.LOW)
        .setThreshold(0.5)
        .setLastValidationAccuracy(now)
        .build();
  }

  static Prediction diverged(int run, int epoch) {
    return about(run, epoch)
        .setPredictor(CHAMPION)
        .setVersion(2)
        .setStatus(PredictionStatus.DIVERGED)
        .setReason("some weights are NaN or infinite")
        .build();
  }

  static Prediction withoutPredictor(int run, int epoch) {
    return about(run, epoch)
        .setPredictor("")
        .setVersion(0)
        .setStatus(PredictionStatus.NO_PREDICTOR)
        .setReason("no predictor has been fitted for lenet5 on made")
        .setNextCommand("epochgraph predictor train --network lenet5 --dataset made")
        .build();
  }

  static Prediction unknown(int run, int epoch) {
    return about(run, epoch)
        .setPredictor(CHAMPION)
        .setVersion(3)
        .setStatus(PredictionStatus.UNKNOWN)
        .build();
  }

  private static Prediction.Builder about(int run, int epoch) {
    return Prediction.newBuilder()
        .setRun(run(run).run())
        .setAttempt(0)
        .setEpoch(epoch)
        .setWindow("expanding")
        .setDigest(new Sha256(new byte[32]))
        .setDescriptor(
            new RunDescriptor(
                "lenet5", "made", "made", new Hyperparameters(0.015, 0.3, 32, "sgd", Map.of())))
        .setTrainedAt(Instant.parse("2026-03-01T12:00:00Z"));
  }
}
