package io.epochgraph.predictorstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Predictor;
import io.epochgraph.prediction.AccuracyModel;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.ConstantModel;
import io.epochgraph.prediction.EpochModel;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.HighLowModel;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Kernel;
import io.epochgraph.prediction.KernelModel;
import io.epochgraph.prediction.LeftOut;
import io.epochgraph.prediction.MlpModel;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.ResidualModel;
import io.epochgraph.prediction.RidgeModel;
import io.epochgraph.prediction.SignatureKey;
import io.epochgraph.prediction.Standardizer;
import io.epochgraph.prediction.SvmModel;
import io.epochgraph.prediction.Target;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A predictor that has travelled says the same, to the last bit. */
class PredictorCodecTest {

  private static final ClusterSettings CLUSTER =
      ClusterSettings.of("127.0.0.1:9", "mock://predictor-codec-test");
  private static final int EPOCHS = 3;
  private static final double THRESHOLD = 0.42;

  enum Kind {
    GAUSSIAN,
    LINEAR,
    PERCEPTRON,
    CONSTANT,
    KERNEL
  }

  @Property(tries = 100)
  void shouldPredictTheSameAfterItsJourney(
      @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed) {
    var random = new Random(seed);
    FittedPredictor before = predictor(kind, size, random);
    Predictor sent = PredictorCodec.encode(report(before), Instant.ofEpochMilli(1234));
    Predictor received = travel(sent);
    FittedPredictor after = PredictorCodec.decode(received);

    assertThat(received).isEqualTo(sent);
    assertThat(PredictorCodec.key(received)).isEqualTo(before.key());
    assertThat(after.coveredEpochs()).isEqualTo(before.coveredEpochs());
    assertThat(after.cohort()).isEqualTo(before.cohort());
    assertThat(after.target()).isEqualTo(before.target());
    assertThat(after.threshold()).isEqualTo(before.threshold());
    assertThat(after.fittedOn()).isEqualTo(before.fittedOn());
    assertThat(after.inputs()).isEqualTo(before.inputs());
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      Observation observation = observation(epoch + 1, random);
      assertThat(after.predict(epoch, observation)).isEqualTo(before.predict(epoch, observation));
    }
  }

  private static Predictor travel(Predictor sent) {
    var topic = Topics.LIVE.predictors();
    try (var serializer = new RecordSerializer<Predictor>(CLUSTER);
        var reader = new RecordReader<>(topic, CLUSTER)) {
      return switch (reader.read(serializer.serialize(topic.name(), sent))) {
        case Decoded.Accepted<Predictor>(var received) -> received;
        case Decoded.Refused<Predictor>(var code, var reason) ->
            throw new AssertionError(code + ": " + reason);
      };
    }
  }

  private static AccuracyModel accuracy(Kind kind, int columns, int size, Random random) {
    return kind == Kind.KERNEL
        ? new KernelModel(
            matrix(size, columns, random),
            numbers(size, random),
            0.4,
            random.nextDouble(0.1, 9),
            random.nextDouble(),
            random.nextDouble())
        : new RidgeModel(numbers(columns, random), 0.4, random.nextDouble());
  }

  private static FittedPredictor predictor(Kind kind, int size, Random random) {
    List<EpochModel> models =
        IntStream.rangeClosed(1, EPOCHS)
            .mapToObj(
                epoch -> {
                  int columns = 5 * (epoch + 1) + 2 * epoch;
                  AccuracyModel accuracy = accuracy(kind, columns, size, random);
                  var leftOut =
                      new LeftOut(
                          random.doubles(size, 0, 1).toArray(),
                          random.doubles(size, 0, 1).toArray());
                  return new EpochModel(
                      epoch,
                      epoch + 1,
                      new Standardizer(
                          numbers(columns, random), random.doubles(columns, 0, 2).toArray()),
                      accuracy,
                      kind == Kind.KERNEL
                          ? new ResidualModel(accuracy, leftOut, THRESHOLD)
                          : classifier(kind, columns, size, random),
                      leftOut);
                })
            .toList();
    return new FittedPredictor(
        "p-" + kind,
        1 + random.nextInt(100),
        new Cohort("lenet5", "cifar10"),
        random.nextBoolean() ? Target.BEST_VALIDATION_ACCURACY : Target.FINAL_VALIDATION_ACCURACY,
        THRESHOLD,
        "expanding",
        InputSpec.parse("graph:rolled/degree/raw", "curve"),
        models,
        List.of("run-1", "run-2"));
  }

  private static HighLowModel classifier(Kind kind, int columns, int size, Random random) {
    return switch (kind) {
      case GAUSSIAN -> svm(new Kernel.Gaussian(0.5 + random.nextDouble()), columns, size, random);
      case LINEAR -> svm(new Kernel.Linear(), columns, size, random);
      case CONSTANT, KERNEL -> new ConstantModel(columns, random.nextDouble());
      case PERCEPTRON -> {
        var hidden = List.of(MlpModel.Activation.values()).get(random.nextInt(4));
        yield new MlpModel(
            List.of(
                new MlpModel.Layer(matrix(size, columns, random), numbers(size, random), hidden),
                new MlpModel.Layer(
                    matrix(1, size, random), numbers(1, random), MlpModel.Activation.SIGMOID)));
      }
    };
  }

  private static SvmModel svm(Kernel kernel, int columns, int size, Random random) {
    return new SvmModel(
        kernel,
        columns,
        matrix(size, columns, random),
        numbers(size, random),
        random.nextGaussian(),
        -random.nextDouble(),
        random.nextGaussian());
  }

  private static FitReport report(FittedPredictor predictor) {
    List<FitReport.Epoch> epochs =
        predictor.coveredEpochs().stream()
            .map(epoch -> new FitReport.Epoch(epoch, 8, 7, 0, true, 0.1, 0.02, Double.NaN))
            .toList();
    return new FitReport(predictor, epochs, 0, List.of());
  }

  private static Observation observation(int snapshots, Random random) {
    return new Observation(
        Map.of(SignatureKey.parse("rolled/degree/raw"), numbers(5 * snapshots, random)),
        random.doubles(snapshots).toArray(),
        numbers(snapshots, random),
        false);
  }

  private static double[][] matrix(int rows, int columns, Random random) {
    return IntStream.range(0, rows)
        .mapToObj(_ -> numbers(columns, random))
        .toArray(double[][]::new);
  }

  private static double[] numbers(int count, Random random) {
    return random.doubles(count, -0.3, 0.3).toArray();
  }
}
