package io.epochgraph.predictorstream;

import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.LinearModel;
import io.epochgraph.contract.PerceptronLayer;
import io.epochgraph.contract.PerceptronModel;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.SupportVectorModel;
import io.epochgraph.prediction.AccuracyModel;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.ConstantModel;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.HighLowModel;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Kernel;
import io.epochgraph.prediction.KernelModel;
import io.epochgraph.prediction.LeftOut;
import io.epochgraph.prediction.MlpModel;
import io.epochgraph.prediction.ResidualModel;
import io.epochgraph.prediction.RidgeModel;
import io.epochgraph.prediction.Standardizer;
import io.epochgraph.prediction.SvmModel;
import io.epochgraph.prediction.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Predictors as they travel and as they predict: the same numbers, field by field. */
public final class PredictorCodec {

  private static final String GAUSSIAN = "gaussian";
  private static final String LINEAR = "linear";

  private PredictorCodec() {}

  /** The key that a predictor travels under. */
  public static String key(Predictor predictor) {
    return predictor.getId() + "@" + predictor.getVersion();
  }

  /** For the topic, with the errors that its fit found. */
  public static Predictor encode(FitReport report, Instant fittedAt) {
    FittedPredictor predictor = report.predictor();
    return Predictor.newBuilder()
        .setId(predictor.id())
        .setVersion(predictor.version())
        .setNetwork(predictor.cohort().network())
        .setDataset(predictor.cohort().dataset())
        .setTarget(io.epochgraph.contract.Target.valueOf(predictor.target().name()))
        .setThreshold(predictor.threshold())
        .setWindow(predictor.window())
        .setInputs(predictor.inputs().texts())
        .setModels(predictor.epochModels().stream().map(model -> encode(model, report)).toList())
        .setFittedOn(predictor.fittedOn())
        .setFittedAt(fittedAt)
        .build();
  }

  /**
   * From the topic.
   *
   * @throws IllegalArgumentException where its parts do not fit each other
   */
  public static FittedPredictor decode(Predictor predictor) {
    return new FittedPredictor(
        predictor.getId(),
        predictor.getVersion(),
        new Cohort(predictor.getNetwork(), predictor.getDataset()),
        target(predictor),
        predictor.getThreshold(),
        predictor.getWindow(),
        InputSpec.parse(predictor.getInputs()),
        predictor.getModels().stream().map(model -> decode(model, predictor)).toList(),
        predictor.getFittedOn());
  }

  private static Target target(Predictor predictor) {
    return switch (predictor.getTarget()) {
      case BEST_VALIDATION_ACCURACY -> Target.BEST_VALIDATION_ACCURACY;
      case FINAL_VALIDATION_ACCURACY -> Target.FINAL_VALIDATION_ACCURACY;
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "predictor %s: its target is unknown here".formatted(key(predictor)));
    };
  }

  private static EpochModel encode(io.epochgraph.prediction.EpochModel model, FitReport report) {
    FitReport.Epoch fit =
        report.epochs().stream()
            .filter(epoch -> epoch.endEpoch() == model.endEpoch())
            .findFirst()
            .orElseThrow();
    return EpochModel.newBuilder()
        .setEndEpoch(model.endEpoch())
        .setSnapshots(model.snapshots())
        .setRuns(fit.runs())
        .setMean(boxed(model.standardizer().mean()))
        .setScale(boxed(model.standardizer().scale()))
        .setAccuracy(encode(model.accuracy()))
        .setHighLow(encode(model.highLow()))
        .setLeaveOneOutError(finite(fit.leaveOneOutError()))
        .setLastAccuracyError(finite(fit.baselineError()))
        .setLeftOutEstimates(boxed(model.leftOut().estimates()))
        .setLeftOutOutcomes(boxed(model.leftOut().outcomes()))
        .build();
  }

  private static Object encode(AccuracyModel model) {
    return switch (model) {
      case RidgeModel ridge ->
          new LinearModel(ridge.intercept(), boxed(ridge.coefficients()), ridge.lambda());
      case KernelModel kernel ->
          new io.epochgraph.contract.KernelModel(
              boxed(kernel.vectors()),
              boxed(kernel.weights()),
              kernel.intercept(),
              kernel.scale(),
              kernel.lambda(),
              kernel.farthest());
    };
  }

  private static Object encode(HighLowModel model) {
    return switch (model) {
      case SvmModel svm ->
          SupportVectorModel.newBuilder()
              .setKernel(svm.kernel() instanceof Kernel.Gaussian ? GAUSSIAN : LINEAR)
              .setScale(svm.kernel() instanceof Kernel.Gaussian(double sigma) ? sigma : 0)
              .setVectors(boxed(svm.vectors()))
              .setWeights(boxed(svm.weights()))
              .setBias(svm.intercept())
              .setPlattA(svm.slope())
              .setPlattB(svm.offset())
              .build();
      case MlpModel mlp ->
          new PerceptronModel(
              mlp.layers().stream()
                  .map(
                      layer ->
                          new PerceptronLayer(
                              layer.activation().name().toLowerCase(Locale.ROOT),
                              boxed(layer.weights()),
                              boxed(layer.bias())))
                  .toList());
      case ConstantModel constant ->
          new io.epochgraph.contract.ConstantModel(constant.probability());
      case ResidualModel _ -> new io.epochgraph.contract.ResidualModel();
    };
  }

  private static io.epochgraph.prediction.EpochModel decode(EpochModel model, Predictor predictor) {
    var standardizer = new Standardizer(unboxed(model.getMean()), unboxed(model.getScale()));
    if (model.getSnapshots() > standardizer.columns() + 1) {
      throw new IllegalArgumentException(
          "epoch %d: a window of %d snapshots has more than %d columns"
              .formatted(model.getEndEpoch(), model.getSnapshots(), standardizer.columns()));
    }
    AccuracyModel accuracy = accuracy(model.getAccuracy());
    var leftOut =
        new LeftOut(unboxed(model.getLeftOutEstimates()), unboxed(model.getLeftOutOutcomes()));
    HighLowModel highLow =
        model.getHighLow() instanceof io.epochgraph.contract.ResidualModel
            ? new ResidualModel(accuracy, leftOut, predictor.getThreshold())
            : decode(model.getHighLow(), standardizer.columns());
    return new io.epochgraph.prediction.EpochModel(
        model.getEndEpoch(), model.getSnapshots(), standardizer, accuracy, highLow, leftOut);
  }

  private static AccuracyModel accuracy(Object model) {
    return switch (model) {
      case LinearModel linear ->
          new RidgeModel(
              unboxed(linear.getCoefficients()), linear.getIntercept(), linear.getLambda());
      case io.epochgraph.contract.KernelModel kernel ->
          new KernelModel(
              kernel.getVectors().stream().map(PredictorCodec::unboxed).toArray(double[][]::new),
              unboxed(kernel.getWeights()),
              kernel.getIntercept(),
              kernel.getScale(),
              kernel.getLambda(),
              kernel.getFarthest());
      default ->
          throw new IllegalArgumentException(
              "a %s is no accuracy model".formatted(model.getClass().getSimpleName()));
    };
  }

  private static HighLowModel decode(Object model, int columns) {
    return switch (model) {
      case SupportVectorModel svm ->
          new SvmModel(
              kernel(svm),
              columns,
              svm.getVectors().stream().map(PredictorCodec::unboxed).toArray(double[][]::new),
              unboxed(svm.getWeights()),
              svm.getBias(),
              svm.getPlattA(),
              svm.getPlattB());
      case PerceptronModel mlp ->
          new MlpModel(mlp.getLayers().stream().map(PredictorCodec::layer).toList());
      case io.epochgraph.contract.ConstantModel constant ->
          new ConstantModel(columns, constant.getProbabilityHigh());
      default ->
          throw new IllegalArgumentException(
              "a %s is no high/low model".formatted(model.getClass().getSimpleName()));
    };
  }

  private static Kernel kernel(SupportVectorModel svm) {
    return switch (svm.getKernel()) {
      case GAUSSIAN -> new Kernel.Gaussian(svm.getScale());
      case LINEAR -> new Kernel.Linear();
      default ->
          throw new IllegalArgumentException(
              "kernel \"%s\": want gaussian or linear".formatted(svm.getKernel()));
    };
  }

  private static MlpModel.Layer layer(PerceptronLayer layer) {
    String name = layer.getActivation().toUpperCase(Locale.ROOT);
    MlpModel.Activation activation =
        Arrays.stream(MlpModel.Activation.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "activation \"%s\": want sigmoid, rectifier, tanh or linear"
                            .formatted(layer.getActivation())));
    return new MlpModel.Layer(
        layer.getWeights().stream().map(PredictorCodec::unboxed).toArray(double[][]::new),
        unboxed(layer.getBias()),
        activation);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static List<List<Double>> boxed(double[][] rows) {
    return Arrays.stream(rows).map(PredictorCodec::boxed).toList();
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
