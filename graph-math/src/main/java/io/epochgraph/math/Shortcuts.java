package io.epochgraph.math;

/** What graphs do with residual shortcuts. */
public enum Shortcuts {
  /** They add nothing, as in the paper. */
  LEFT_OUT,
  /** They are edges: a projection's kernels, and weight 1 for an identity. */
  KEPT;

  boolean has(LayerSpec layer) {
    return this == KEPT || !layer.shortcut();
  }
}
