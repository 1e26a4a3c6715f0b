package io.epochgraph.networks;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import java.util.Objects;
import java.util.Optional;

/** One step of a sequential network; its {@link #output} says which inputs fit. */
public sealed interface Layer {

  /**
   * The shape this layer makes of an input.
   *
   * @throws IllegalArgumentException if the input does not fit the layer
   */
  FeatureShape output(FeatureShape input);

  /** What a graph needs to know of this layer behind such an input; empty where it adds nothing. */
  default Optional<LayerSpec> spec(FeatureShape input) {
    return Optional.empty();
  }

  /**
   * A 2-D convolution with a bias; weights {@code [filters, channels / groups, kernel, kernel]}.
   */
  record Convolution(String name, int filters, SquareWindow window, int groups) implements Layer {
    public Convolution {
      requireName(name);
      Objects.requireNonNull(window, "window");
      if (filters < 1 || groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            "convolution %s: %d filters in %d groups; groups must divide filters, both at least 1"
                .formatted(name, filters, groups));
      }
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      if (input.channels() % groups != 0) {
        throw new IllegalArgumentException(
            "convolution %s: %d groups do not divide %d input channels"
                .formatted(name, groups, input.channels()));
      }
      return window.slide(input, filters);
    }

    @Override
    public Optional<LayerSpec> spec(FeatureShape input) {
      int[] shape = {filters, input.channels() / groups, window.kernel(), window.kernel()};
      return Optional.of(
          new LayerSpec(name, LayerKind.CONVOLUTION, shape, groups).sliding(window.spec()));
    }
  }

  /** A fully connected layer with a bias; weights {@code [units, features]}. */
  record Linear(String name, int units) implements Layer {
    public Linear {
      requireName(name);
      if (units < 1) {
        throw new IllegalArgumentException(
            "linear layer %s: %d units, must be at least 1".formatted(name, units));
      }
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      if (!input.isVector()) {
        throw new IllegalArgumentException(
            "linear layer %s wants a flat vector, not %s; flatten first".formatted(name, input));
      }
      return FeatureShape.vector(units);
    }

    @Override
    public Optional<LayerSpec> spec(FeatureShape input) {
      return Optional.of(LayerSpec.linear(name, units, input.channels()));
    }
  }

  /** The maximum of each window, channel by channel. */
  record MaxPool(String name, SquareWindow window) implements Layer {
    public MaxPool {
      requireName(name);
      if (window.dilation() != 1 || 2 * window.padding() > window.kernel()) {
        throw new IllegalArgumentException(
            "max pooling %s: %s; dilation must be 1 and padding at most half the kernel"
                .formatted(name, window));
      }
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      return window.slide(input, input.channels());
    }

    @Override
    public Optional<LayerSpec> spec(FeatureShape input) {
      return Optional.of(LayerSpec.pooling(name).sliding(window.pooling()));
    }
  }

  /** Channel-major flattening: all pixels of channel 0, then those of channel 1, and so on. */
  record Flatten() implements Layer {
    @Override
    public FeatureShape output(FeatureShape input) {
      return FeatureShape.vector(input.size());
    }
  }

  /** max(0, x). */
  record Relu() implements Layer {
    @Override
    public FeatureShape output(FeatureShape input) {
      return input;
    }
  }

  /**
   * Zeroes each feature with the given probability while training, and scales the rest by 1 / (1 −
   * rate).
   *
   * @param rate in [0, 1); 0 drops nothing
   */
  record Dropout(double rate) implements Layer {
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("dropout rate " + rate + " must lie in [0, 1)");
      }
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      return input;
    }
  }

  private static void requireName(String name) {
    if (name == null || !name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "layer name '%s' must be letters, digits, '_', '.' or '-'".formatted(name));
    }
  }
}
