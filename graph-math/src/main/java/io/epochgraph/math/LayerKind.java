package io.epochgraph.math;

/** What a layer does to the nodes of the one before it. */
public enum LayerKind {
  /** Joins channels by kernels, possibly in groups; of any number of spatial dimensions. */
  CONVOLUTION,
  /** Joins every input to every output. */
  LINEAR,
  /** Has no weights. Channels pass through it. */
  POOLING
}
