package io.epochgraph.networks.files;

import java.util.HashMap;
import java.util.Map;

/** What ONNX's operators do to channels and positions. */
enum OnnxOperator {
  /** Each value by itself, or scaled by statistics: activations and normalisations. */
  BY_VALUE,
  SHAPE,
  CONVOLUTION,
  TRANSPOSED_CONVOLUTION,
  GEMM,
  MATRIX_PRODUCT,
  POOLING,
  GLOBAL_POOLING,
  /** A mean, sum or maximum over some axes. */
  REDUCTION,
  PADDING,
  RESHAPING,
  TRANSPOSING,
  CONCATENATION,
  SUM,
  /** A product, quotient, difference, ... of two values or one and a constant. */
  COMBINATION;

  private static final Map<String, OnnxOperator> BY_NAME = new HashMap<>();

  static {
    BY_VALUE.are(
        "Abs BatchNormalization Cast Ceil Celu Clip Dropout Elu Erf Exp Floor Gelu"
            + " GroupNormalization HardSigmoid HardSwish Hardmax Identity InstanceNormalization LRN"
            + " LayerNormalization LeakyRelu Log LogSoftmax LpNormalization"
            + " MeanVarianceNormalization Mish Neg PRelu Reciprocal Relu Round Selu Shrink Sigmoid"
            + " Sign Softmax Softplus Softsign Sqrt Swish Tanh ThresholdedRelu");
    SHAPE.are("Shape");
    CONVOLUTION.are("Conv");
    TRANSPOSED_CONVOLUTION.are("ConvTranspose");
    GEMM.are("Gemm");
    MATRIX_PRODUCT.are("MatMul");
    POOLING.are("AveragePool LpPool MaxPool");
    GLOBAL_POOLING.are("GlobalAveragePool GlobalLpPool GlobalMaxPool");
    REDUCTION.are("ReduceL1 ReduceL2 ReduceMax ReduceMean ReduceMin ReduceSum ReduceSumSquare");
    PADDING.are("Pad");
    RESHAPING.are("Flatten Reshape Squeeze Unsqueeze");
    TRANSPOSING.are("Transpose");
    CONCATENATION.are("Concat");
    SUM.are("Add Sum");
    COMBINATION.are("Div Max Mean Min Mul Pow Sub");
  }

  private void are(String operators) {
    for (String operator : operators.split(" ", -1)) {
      BY_NAME.put(operator, this);
    }
  }

  /**
   * What an operator does.
   *
   * @throws IllegalArgumentException if it has no place in a graph of layers, with the reason
   */
  static OnnxOperator of(String operator) {
    OnnxOperator known = BY_NAME.get(operator);
    if (known == null) {
      throw new IllegalArgumentException(why(operator));
    }
    return known;
  }

  /** Whether it pads before it slides. */
  boolean slides() {
    return this == CONVOLUTION || this == POOLING || this == TRANSPOSED_CONVOLUTION;
  }

  /** Whether it can take the outputs of several layers. */
  boolean joins() {
    return this == CONCATENATION || this == SUM || this == COMBINATION;
  }

  /** Whether it can take a statistic over channels. */
  boolean worksByValue() {
    return this == BY_VALUE || this == SUM || this == COMBINATION || this == REDUCTION;
  }

  String whyNotTwo() {
    return this == MATRIX_PRODUCT
        ? "it multiplies two values that the network computes, as attention does: such products"
            + " have no place in a graph of channels"
        : "it takes several values that the network computes: want one";
  }

  private static String why(String operator) {
    return switch (operator) {
      case "LSTM", "GRU", "RNN", "Scan", "Loop" ->
          "recurrent layers have no place in a graph of channels";
      case "Gather", "GatherElements", "GatherND", "Split", "Slice" ->
          "it takes some of the channels or positions, which have no nodes of their own: such"
              + " networks have no place in a graph of whole layers";
      case "Attention", "MultiHeadAttention", "Einsum" ->
          "attention has no place in a graph of channels";
      case "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DequantizeLinear" ->
          "it is quantised: want weights of type F32, F16 or BF16";
      case "Resize", "Upsample", "DepthToSpace", "SpaceToDepth" ->
          "it moves positions without weights: it has no place in a graph of layers";
      default -> "the operator has no place in a graph of layers";
    };
  }
}
