package io.epochgraph.dashboard;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Interval;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.SkippedEpoch;
import io.epochgraph.contract.Target;
import io.epochgraph.contract.Verdict;
import io.epochgraph.schemas.TrustedContracts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as the trainers and the stages write them; epochs end 10 seconds apart. */
final class Records {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final Duration EPOCH = Duration.ofSeconds(10);
  static final String PREDICTOR = "lenet5-cifar10";
  static final double THRESHOLD = 0.4;
  static final String ABSTENTION =
      "the run is 1.37 times as far from the nearest of the 48 fitted runs as any of these is from"
          + " its nearest";
  private static final String TARGET = "BEST_VALIDATION_ACCURACY";

  static {
    TrustedContracts.install();
  }

  private Records() {}

  static Instant endOf(int epoch) {
    return START.plus(EPOCH.multipliedBy(epoch));
  }

  static RunDescriptor descriptor(String network, double learningRate, double dropout) {
    return new RunDescriptor(
        network,
        "cifar10",
        "spring",
        new Hyperparameters(learningRate, dropout, 128, "sgd", Map.of("seed", "7")));
  }

  static RunDescriptor lenet() {
    return descriptor("lenet5", 0.01, 0.3);
  }

  static Metrics metrics(Double validationAccuracy) {
    return new Metrics(1.2, 1.3, validationAccuracy, 0.01, 9.5);
  }

  static EpochManifest epoch(String run, int attempt, int epoch, Double validationAccuracy) {
    return epoch(run, attempt, epoch, validationAccuracy, endOf(epoch), lenet());
  }

  static EpochManifest epoch(
      String run,
      int attempt,
      int epoch,
      Double validationAccuracy,
      Instant trainedAt,
      RunDescriptor descriptor) {
    return EpochManifest.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setDescriptor(descriptor)
        .setLayers(List.of())
        .setMetrics(metrics(validationAccuracy))
        .setTrainedAt(trainedAt)
        .build();
  }

  static SkippedEpoch skipped(int epoch, double validationAccuracy) {
    return new SkippedEpoch(epoch, metrics(validationAccuracy));
  }

  static Run run(String run, int attempt, RunStatus status, int lastEpoch, Double best) {
    return run(run, attempt, status, lastEpoch, best, endOf(lastEpoch), lenet());
  }

  static Run run(
      String run,
      int attempt,
      RunStatus status,
      int lastEpoch,
      Double best,
      Instant changedAt,
      RunDescriptor descriptor) {
    return Run.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setDescriptor(descriptor)
        .setStatus(status)
        .setPlannedEpochs(20)
        .setLastEpoch(lastEpoch)
        .setBestValidationAccuracy(best)
        .setFinalValidationAccuracy(best)
        .setReason(status == RunStatus.FAILED ? "CUDA out of memory" : null)
        .setChangedAt(changedAt)
        .build();
  }

  static Prediction prediction(String run, int attempt, int epoch, double accuracy) {
    return prediction(run, attempt, epoch, accuracy, 0.3, endOf(epoch), lenet());
  }

  static Prediction prediction(
      String run,
      int attempt,
      int epoch,
      double accuracy,
      Double lastAccuracy,
      Instant trainedAt,
      RunDescriptor descriptor) {
    double probability = 1 / (1 + Math.exp(-(accuracy - THRESHOLD) * 20));
    return Prediction.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setWindow("expanding")
        .setPredictor(PREDICTOR)
        .setVersion(1)
        .setStatus(PredictionStatus.PREDICTED)
        .setTarget(TARGET)
        .setAccuracy(accuracy)
        .setProbabilityHigh(probability)
        .setVerdict(accuracy >= THRESHOLD ? Verdict.HIGH : Verdict.LOW)
        .setThreshold(THRESHOLD)
        .setLastValidationAccuracy(lastAccuracy)
        .setDigest(new Sha256(new byte[32]))
        .setDescriptor(descriptor)
        .setTrainedAt(trainedAt)
        .build();
  }

  static Prediction within(Prediction prediction, double lower, double upper) {
    prediction.setInterval(new Interval(lower, upper, 0.9));
    return prediction;
  }

  static Prediction abstaining(Prediction prediction) {
    prediction.setAbstention(ABSTENTION);
    return prediction;
  }

  static Prediction withoutPredictor(String run, int epoch, RunDescriptor descriptor) {
    var prediction = prediction(run, 0, epoch, 0, 0.3, endOf(epoch), descriptor);
    prediction.setPredictor("");
    prediction.setVersion(0);
    prediction.setStatus(PredictionStatus.NO_PREDICTOR);
    prediction.setTarget(null);
    prediction.setAccuracy(null);
    prediction.setProbabilityHigh(null);
    prediction.setVerdict(null);
    prediction.setThreshold(null);
    prediction.setReason(
        "no predictor is fitted for %s on %s"
            .formatted(descriptor.getNetwork(), descriptor.getDataset()));
    prediction.setNextCommand(
        "./epochgraph predictor fit --network %s --dataset %s"
            .formatted(descriptor.getNetwork(), descriptor.getDataset()));
    return prediction;
  }

  static Prediction diverged(String run, int epoch, Instant trainedAt, RunDescriptor descriptor) {
    var prediction = prediction(run, 0, epoch, 0, null, trainedAt, descriptor);
    prediction.setStatus(PredictionStatus.DIVERGED);
    prediction.setAccuracy(null);
    prediction.setProbabilityHigh(null);
    prediction.setVerdict(null);
    return prediction;
  }

  static Score score(Prediction prediction, double actual) {
    Double predicted = prediction.getAccuracy();
    Double last = prediction.getLastValidationAccuracy();
    return Score.newBuilder()
        .setRun(prediction.getRun())
        .setAttempt(prediction.getAttempt())
        .setEpoch(prediction.getEpoch())
        .setWindow(prediction.getWindow())
        .setPredictor(prediction.getPredictor())
        .setVersion(prediction.getVersion())
        .setTarget(prediction.getTarget())
        .setPredicted(predicted)
        .setActual(actual)
        .setError(predicted == null ? null : (Double) (predicted - actual))
        .setLastAccuracyError(last == null ? null : (Double) (last - actual))
        .setThreshold(THRESHOLD)
        .setProbabilityHigh(prediction.getProbabilityHigh())
        .setVerdictRight(
            predicted == null
                ? null
                : (Boolean) ((predicted >= THRESHOLD) == (actual >= THRESHOLD)))
        .setDescriptor(prediction.getDescriptor())
        .setTrainedAt(prediction.getTrainedAt())
        .build();
  }

  static DeadLetter deadLetter(String run, int epoch, String code, String reason) {
    return DeadLetter.newBuilder()
        .setStage("graph-stream")
        .setCode(code)
        .setReason(reason)
        .setTopic("epochgraph.epochs.v1")
        .setPartition(3)
        .setOffset(1207 + epoch)
        .setRun(run)
        .setAttempt(0)
        .setEpoch(epoch)
        .setRecordedAt(endOf(epoch))
        .build();
  }

  static Predictor predictor(List<String> fittedOn) {
    return new Predictor(
        PREDICTOR,
        1,
        "lenet5",
        "cifar10",
        Target.BEST_VALIDATION_ACCURACY,
        THRESHOLD,
        "expanding",
        List.of("graph:rolled/degree/raw", "curve"),
        List.of(),
        fittedOn,
        START,
        0,
        false);
  }
}
