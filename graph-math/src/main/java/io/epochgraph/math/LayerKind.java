package io.epochgraph.math;

/** What a layer does to the nodes of those before it. */
public enum LayerKind {
  /** Joins channels by kernels, possibly in groups; of any number of spatial axes. */
  CONVOLUTION,
  /** A convolution run backwards: each input position spreads over a window of outputs. */
  TRANSPOSED_CONVOLUTION,
  /** Joins every input to every output. */
  LINEAR,
  /** Has no weights. Channels pass through it. */
  POOLING,
  /** Has no weights. Adds its input, channel by channel, to what another layer gives. */
  IDENTITY;

  /** Whether layers of this kind have weights. */
  public boolean hasWeights() {
    return this == CONVOLUTION || this == TRANSPOSED_CONVOLUTION || this == LINEAR;
  }

  /** Whether layers of this kind slide a kernel of weights over positions. */
  boolean isConvolution() {
    return this == CONVOLUTION || this == TRANSPOSED_CONVOLUTION;
  }
}
