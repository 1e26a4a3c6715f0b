package io.epochgraph.predictorstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Cohort;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.LinearModel;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.Target;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.stage.StageDriver;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionsTest {

  private final StageDriver stage = StageDriver.of(PredictorStreamTopology.STAGE);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldSayWhatWouldHelpWhereThereIsNoPredictor() {
    List<Prediction> predictions = send(Samples.signature(Samples.RUN, 1));
    assertThat(predictions).hasSize(1);
    Prediction prediction = predictions.getFirst();
    assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
    assertThat(prediction.getReason())
        .isEqualTo("no predictor has been fitted for lenet5 on cifar10");
    assertThat(prediction.getNextCommand())
        .isEqualTo("epochgraph predictor train --network lenet5 --dataset cifar10");
    assertThat(prediction.getPredictor()).isEmpty();
    assertThat(prediction.getVersion()).isZero();
    assertThat(prediction.getAccuracy()).isNull();
    assertThat(prediction.getLastValidationAccuracy()).isEqualTo(0.1 + 0.05);
    assertThat(send(Samples.signature(Samples.RUN, 0, 1, "width-2"))).as("once an epoch").isEmpty();
  }

  @Test
  void shouldUseAPredictorFromTheNextSignatureOn() {
    send(Samples.signature(Samples.RUN, 1));
    put(Samples.predictor("svm", 1));
    assertThat(stage.values(TOPICS.predictions())).isEmpty();
    Prediction prediction = only(send(Samples.signature(Samples.RUN, 2)));
    assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.PREDICTED);
    assertThat(prediction.getPredictor()).isEqualTo("svm");
    assertThat(prediction.getVersion()).isEqualTo(1);
  }

  @Test
  void shouldPredictWhatTheFittedPredictorDoes() {
    Predictor predictor = Samples.predictor("svm", 1);
    put(predictor);
    for (int epoch = 1; epoch <= 4; epoch++) {
      Signature signature = Samples.signature(Samples.RUN, epoch);
      stage.send(TOPICS.signatures(), Samples.RUN, signature);
      var record = stage.records(TOPICS.predictions()).getFirst();
      Prediction prediction = record.value();
      var expected =
          (Forecast.Predicted)
              PredictorCodec.decode(predictor).predict(epoch, Observations.of(signature));
      assertThat(prediction.getAccuracy()).isEqualTo(expected.accuracy()).isBetween(0.01, 0.99);
      assertThat(prediction.getProbabilityHigh()).isEqualTo(expected.probabilityHigh());
      assertThat(prediction.getVerdict().name()).isEqualTo(expected.verdict().name());
      assertThat(prediction.getTarget()).isEqualTo("BEST_VALIDATION_ACCURACY");
      assertThat(prediction.getThreshold()).isEqualTo(0.4);
      assertThat(prediction.getFittedOn()).isFalse();
      assertThat(prediction.getLastValidationAccuracy()).isEqualTo(0.1 + 0.05 * epoch);
      assertThat(prediction.getDigest()).isEqualTo(signature.getDigest());
      assertThat(prediction.getTrainedAt()).isEqualTo(signature.getTrainedAt());
      assertThat(record.key()).isEqualTo(Samples.RUN);
    }
  }

  @Test
  void shouldLetChampionAndChallengersPredict() {
    put(Samples.saying("a", 2, 0.2));
    put(Samples.saying("a", 10, 0.7));
    put(change(Samples.saying("b", 1, 0.3), of -> of.setPromotion(1)));
    put(change(Samples.saying("c", 1, 0.4), of -> of.setRetired(true)));
    assertThat(send(Samples.signature(Samples.RUN, 1)))
        .extracting(PredictionsTest::summary)
        .containsExactly("a@2 0.2 false", "a@10 0.7 false", "b@1 0.3 true");

    put(change(Samples.saying("a", 10, 0.7), of -> of.setPromotion(2)));
    put(change(Samples.saying("b", 1, 0.3), of -> of.setPromotion(1).setRetired(true)));
    assertThat(send(Samples.signature(Samples.RUN, 2)))
        .extracting(PredictionsTest::summary)
        .containsExactly("a@2 0.2 false", "a@10 0.7 true");
  }

  @Test
  void shouldNameCohortAndInputs() {
    put(Samples.predictor("svm", 1));
    Prediction prediction = only(send(Samples.signature(Samples.RUN, 2)));
    assertThat(prediction.getCohort())
        .isEqualTo(new Cohort("lenet5", "cifar10", "BEST_VALIDATION_ACCURACY"));
    assertThat(prediction.getInputs()).containsExactly("change:rolled/degree/raw", "curve");
    assertThat(prediction.getInterval()).isNull();
    assertThat(prediction.getQuantiles()).isEmpty();
    assertThat(prediction.getAbstention()).isNull();
  }

  @Test
  void shouldFallBackWhenAVersionIsDeleted() {
    put(Samples.saying("a", 1, 0.2));
    put(Samples.saying("a", 2, 0.7));
    stage.sendBytes(TOPICS.predictors(), "a@2", null);
    assertThat(only(send(Samples.signature(Samples.RUN, 1))).getVersion()).isEqualTo(1);
    stage.sendBytes(TOPICS.predictors(), "a@1", null);
    assertThat(only(send(Samples.signature(Samples.RUN, 2))).getStatus())
        .isEqualTo(PredictionStatus.NO_PREDICTOR);
  }

  @Test
  void shouldSayWhereAPredictorKnowsTheRunAlready() {
    put(Samples.predictor("svm", 1));
    assertThat(only(send(Samples.signature("fitted-2", 1))).getFittedOn()).isTrue();
    assertThat(only(send(Samples.signature("fitted-3", 1))).getFittedOn()).isFalse();
  }

  @Test
  void shouldLeavePredictorsOfOtherNetworksAndWindowsAlone() {
    put(change(Samples.predictor("other", 1), of -> of.setNetwork("alexnet")));
    put(change(Samples.predictor("another", 1), of -> of.setDataset("imagenet")));
    assertThat(only(send(Samples.signature(Samples.RUN, 1))).getStatus())
        .isEqualTo(PredictionStatus.NO_PREDICTOR);
    put(change(Samples.predictor("narrow", 1), of -> of.setWindow("width-2")));
    assertThat(send(Samples.signature(Samples.RUN, 1))).isEmpty();
    assertThat(only(send(Samples.signature(Samples.RUN, 0, 1, "width-2"))).getPredictor())
        .isEqualTo("narrow");
  }

  @Test
  void shouldSayWhereAPredictorDoesNotReach() {
    put(Samples.predictor("svm", 1));
    Prediction prediction = only(send(Samples.signature(Samples.RUN, 7)));
    assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
    assertThat(prediction.getPredictor()).isEqualTo("svm");
    assertThat(prediction.getReason()).contains("epoch 7 is not covered; covered are [1, 2, 3, 4]");
  }

  @Test
  void shouldSayThatARunHasDiverged() {
    Signature diverged =
        Signature.newBuilder(Samples.signature(Samples.RUN, 1)).setDiverged(true).build();
    Prediction without = only(send(diverged));
    put(Samples.predictor("svm", 1));
    Prediction with = only(send(diverged));
    for (Prediction prediction : List.of(without, with)) {
      assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.DIVERGED);
      assertThat(prediction.getReason()).isEqualTo("some weights are NaN or infinite");
      assertThat(prediction.getAccuracy()).isNull();
      assertThat(prediction.getNextCommand()).isNull();
    }
    assertThat(with.getPredictor()).isEqualTo("svm");
  }

  static Stream<Predictor> badPredictors() {
    UnaryOperator<Predictor.Builder> manySnapshots =
        of -> of.setModels(List.of(model(builder -> builder.setSnapshots(Integer.MAX_VALUE))));
    return Stream.<UnaryOperator<Predictor.Builder>>of(
            of -> of.setThreshold(Double.NaN),
            of -> of.setTarget(Target.UNKNOWN),
            of -> of.setInputs(List.of("tea leaves")),
            of -> of.setInputs(List.of()),
            of -> of.setModels(List.of(model(builder -> builder.setMean(List.of(1.0))))),
            of -> of.setModels(List.of(model(builder -> builder.setSnapshots(-1)))),
            manySnapshots)
        .map(spoiling -> change(Samples.predictor("a", 2), spoiling));
  }

  @ParameterizedTest
  @MethodSource("badPredictors")
  void shouldNotBeStoppedByABadPredictor(Predictor bad) {
    put(Samples.saying("a", 1, 0.2));
    put(bad);
    assertThat(only(send(Samples.signature(Samples.RUN, 1))).getVersion()).isEqualTo(1);
  }

  @Test
  void shouldNotBeStoppedByBytesThatAreNoPredictor() {
    byte[] good = stage.bytes(TOPICS.predictors(), Samples.predictor("b", 1));
    byte[] run = stage.bytes(TOPICS.signatures(), Samples.signature(Samples.RUN, 1));
    stage.sendBytes(TOPICS.predictors(), "b@1", Arrays.copyOf(good, good.length / 2));
    stage.sendBytes(TOPICS.predictors(), "b@2", new byte[0]);
    stage.sendBytes(TOPICS.predictors(), "b@3", new byte[] {0, 9, 9, 9, 9, 1});
    stage.sendBytes(TOPICS.predictors(), "b@4", run);
    put(Samples.saying("a", 1, 0.2));
    assertThat(only(send(Samples.signature(Samples.RUN, 1))).getPredictor()).isEqualTo("a");
  }

  @Test
  void shouldNotBeStoppedByAPredictorWhoseNumbersOverflow() {
    EpochModel model = Samples.predictor("a", 1).getModels().getFirst();
    int columns = model.getMean().size();
    List<Double> huge =
        java.util.stream.IntStream.range(0, columns)
            .mapToObj(i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE)
            .toList();
    EpochModel overflowing =
        EpochModel.newBuilder(model)
            .setScale(Collections.nCopies(columns, 1e-300))
            .setAccuracy(new LinearModel(0.0, huge, 0.1))
            .build();
    put(change(Samples.predictor("a", 1), of -> of.setModels(List.of(overflowing))));
    Prediction prediction = only(send(Samples.signature(Samples.RUN, 1)));
    assertThat(prediction.getStatus()).isEqualTo(PredictionStatus.NO_PREDICTOR);
    assertThat(prediction.getReason()).contains("a@1").contains("NaN");
  }

  @Test
  void shouldRefuseASignatureWhosePartsDoNotFit() {
    Signature good = Samples.signature(Samples.RUN, 1);
    Signature inPercent =
        Signature.newBuilder(good)
            .setMetrics(
                Collections.nCopies(2, Metrics.newBuilder().setValidationAccuracy(55.0).build()))
            .build();
    Signature short1 = Signature.newBuilder(good).setMetrics(List.of()).build();
    assertThat(send(inPercent)).isEmpty();
    assertThat(send(short1)).isEmpty();
    List<DeadLetter> letters = stage.deadLetters();
    assertThat(letters).extracting(DeadLetter::getCode).containsExactly("INVALID", "INVALID");
    assertThat(letters.getFirst().getReason()).contains("55.0");
    assertThat(letters).extracting(DeadLetter::getRun).containsOnly(Samples.RUN);
    assertThat(letters).extracting(DeadLetter::getEpoch).containsOnly(1);
    assertThat(send(good)).hasSize(1);
  }

  @Test
  void shouldSayWhichCohortHasNoPredictor() {
    put(Samples.predictor("svm", 1));
    Signature other =
        Signature.newBuilder(Samples.signature(Samples.RUN, 1))
            .setDescriptor(
                RunDescriptor.newBuilder(Samples.descriptor()).setNetwork("resnet44").build())
            .build();
    assertThat(only(send(other)).getReason()).contains("resnet44 on cifar10");
  }

  private void put(Predictor predictor) {
    stage.send(TOPICS.predictors(), PredictorCodec.key(predictor), predictor);
  }

  private List<Prediction> send(Signature signature) {
    stage.send(TOPICS.signatures(), signature.getRun(), signature);
    return stage.values(TOPICS.predictions());
  }

  private static String summary(Prediction of) {
    return "%s@%d %s %s"
        .formatted(of.getPredictor(), of.getVersion(), of.getAccuracy(), of.getChampion());
  }

  private static Prediction only(List<Prediction> predictions) {
    assertThat(predictions).hasSize(1);
    return predictions.getFirst();
  }

  private static Predictor change(Predictor predictor, UnaryOperator<Predictor.Builder> change) {
    return change.apply(Predictor.newBuilder(predictor)).build();
  }

  private static EpochModel model(UnaryOperator<EpochModel.Builder> change) {
    EpochModel model = Samples.predictor("a", 1).getModels().getFirst();
    return change.apply(EpochModel.newBuilder(model)).build();
  }
}
