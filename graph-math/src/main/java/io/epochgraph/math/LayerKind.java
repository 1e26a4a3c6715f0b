package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** The name in contracts and files: in lower case, with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All labels, in the order of the constants. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(LayerKind::label).toList();
  }

  /** The kind of this label; empty where there is none. */
  public static Optional<LayerKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /** Whether layers of this kind have weights. */
  public boolean hasWeights() {
    return this == CONVOLUTION || this == TRANSPOSED_CONVOLUTION || this == LINEAR;
  }

  /** Whether layers of this kind slide a kernel of weights over positions. */
  boolean isConvolution() {
    return this == CONVOLUTION || this == TRANSPOSED_CONVOLUTION;
  }
}
