package io.epochgraph.predictorstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.ConstantModel;
import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.KernelModel;
import io.epochgraph.contract.LinearModel;
import io.epochgraph.contract.PerceptronLayer;
import io.epochgraph.contract.PerceptronModel;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.ResidualModel;
import io.epochgraph.contract.SupportVectorModel;
import io.epochgraph.contract.Target;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.schemas.TrustedContracts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A predictor that is spoilt is refused with a reason, or predicts; nothing else comes of it. */
class PredictorCodecFuzzTest {

  private static final double[] NUMBERS = {
    0, -1, 1e308, -1e308, 1e-308, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };
  private static final String[] TEXTS = {
    "", " ", "graph:", "change:rolled/degree", "curve", "\u0000", "n".repeat(10_000), "expanding"
  };
  private static final int[] WHOLES = {0, -1, 1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE};

  static {
    TrustedContracts.install();
  }

  @Property(tries = 3_000)
  void shouldRefuseOrPredict(@ForAll long seed) {
    var random = new Random(seed);
    Predictor predictor = Predictor.newBuilder(Samples.predictor("a", 1)).build();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      spoil(predictor, random);
    }
    FittedPredictor fitted;
    try {
      fitted = PredictorCodec.decode(predictor);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    for (int epoch = 0; epoch <= 5; epoch++) {
      var signature = Samples.signature(Samples.RUN, epoch);
      assertThat(
              Forecasting.of(
                  signature, Observations.of(signature), List.of(new Shelved(fitted, true))))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  private static void spoil(Predictor predictor, Random random) {
    List<EpochModel> models = predictor.getModels();
    if (models.isEmpty()) {
      return;
    }
    EpochModel model = models.get(random.nextInt(models.size()));
    switch (random.nextInt(15)) {
      case 0 -> predictor.setThreshold(number(random));
      case 1 ->
          predictor.setTarget(
              random.nextBoolean() ? Target.UNKNOWN : Target.FINAL_VALIDATION_ACCURACY);
      case 2 -> predictor.setWindow(text(random));
      case 3 -> predictor.setInputs(List.of("curve", text(random)));
      case 4 -> predictor.setInputs(List.of());
      case 5 -> predictor.setModels(new ArrayList<>());
      case 6 -> predictor.setVersion(whole(random));
      case 7 -> predictor.setNetwork(text(random));
      case 8 -> model.setEndEpoch(whole(random));
      case 9 -> model.setSnapshots(whole(random));
      case 10 -> model.setMean(numbers(model.getMean(), random));
      case 11 -> model.setScale(numbers(model.getScale(), random));
      case 12 -> model.setAccuracy(accuracy(model, random));
      case 13 -> model.setHighLow(highLow(model, random));
      default -> {
        model.setLeftOutEstimates(numbers(model.getMean(), random));
        model.setLeftOutOutcomes(numbers(model.getMean(), random));
      }
    }
  }

  private static Object accuracy(EpochModel model, Random random) {
    List<Double> row = numbers(model.getMean(), random);
    return random.nextBoolean()
        ? new LinearModel(number(random), row, number(random))
        : new KernelModel(
            random.nextBoolean() ? List.of() : List.of(row, numbers(row, random)),
            numbers(row, random),
            number(random),
            number(random),
            number(random),
            number(random));
  }

  private static Object highLow(EpochModel model, Random random) {
    List<Double> row = numbers(model.getMean(), random);
    return switch (random.nextInt(5)) {
      case 4 -> new ResidualModel();
      case 0 -> new ConstantModel(number(random));
      case 1 ->
          new PerceptronModel(
              random.nextBoolean()
                  ? List.of()
                  : List.of(
                      new PerceptronLayer(text(random), List.of(row), List.of(number(random))),
                      new PerceptronLayer("sigmoid", List.of(List.of()), List.of())));
      case 2 ->
          new SupportVectorModel(
              text(random), number(random), List.of(), List.of(1.0), 0.0, 0.0, 0.0);
      default ->
          new SupportVectorModel(
              "gaussian",
              number(random),
              List.of(row, numbers(row, random)),
              List.of(1.0, number(random)),
              number(random),
              number(random),
              number(random));
    };
  }

  private static List<Double> numbers(List<Double> before, Random random) {
    var numbers = new ArrayList<>(before);
    switch (random.nextInt(4)) {
      case 0 -> numbers.add(number(random));
      case 1 -> numbers.clear();
      case 2 -> numbers.replaceAll(_ -> number(random));
      default -> {
        if (!numbers.isEmpty()) {
          numbers.set(random.nextInt(numbers.size()), number(random));
        }
      }
    }
    return numbers;
  }

  private static double number(Random random) {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static int whole(Random random) {
    return WHOLES[random.nextInt(WHOLES.length)];
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
