package io.epochgraph.networks;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One step of a network; its {@link #output} says which inputs fit. */
public sealed interface Layer {

  /**
   * The shape this layer makes of an input.
   *
   * @throws IllegalArgumentException if the input does not fit the layer
   */
  FeatureShape output(FeatureShape input);

  /**
   * What graphs need to know of this layer behind such an input: nothing, one layer, or those of a
   * block in order.
   *
   * @param before the layer whose output the input is, or {@link io.epochgraph.math.Network#INPUT}
   */
  default List<LayerSpec> specs(FeatureShape input, String before) {
    return List.of();
  }

  /**
   * A 2-D convolution; weights {@code [filters, channels / groups, kernel, kernel]}.
   *
   * @param bias whether it adds a number to each filter's output, which a batch norm behind it
   *     would take away again
   */
  record Convolution(String name, int filters, SquareWindow window, int groups, boolean bias)
      implements Layer {
    public Convolution {
      requireName(name);
      Objects.requireNonNull(window, "window");
      if (filters < 1 || groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            "convolution %s: %d filters in %d groups; groups must divide filters, both at least 1"
                .formatted(name, filters, groups));
      }
    }

    /** With a bias. */
    public Convolution(String name, int filters, SquareWindow window, int groups) {
      this(name, filters, window, groups, true);
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
    public List<LayerSpec> specs(FeatureShape input, String before) {
      int[] shape = {filters, input.channels() / groups, window.kernel(), window.kernel()};
      return List.of(
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
    public List<LayerSpec> specs(FeatureShape input, String before) {
      return List.of(LayerSpec.linear(name, units, input.channels()));
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
    public List<LayerSpec> specs(FeatureShape input, String before) {
      return List.of(LayerSpec.pooling(name).sliding(window.pooling()));
    }
  }

  /**
   * The mean of each channel over all positions, as a flat vector.
   *
   * @param name of the layer
   */
  record GlobalAveragePool(String name) implements Layer {
    public GlobalAveragePool {
      requireName(name);
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      return FeatureShape.vector(input.channels());
    }

    @Override
    public List<LayerSpec> specs(FeatureShape input, String before) {
      return List.of(LayerSpec.pooling(name));
    }
  }

  /**
   * Normalises each channel to mean 0 and deviation 1, over a batch while training and by the
   * running means otherwise, and then scales and shifts it by two learnt numbers. Graphs leave it
   * out, as the paper does.
   */
  record BatchNorm(String name) implements Layer {
    public BatchNorm {
      requireName(name);
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      return input;
    }
  }

  /**
   * A residual block: the sum of what two ways make of one input. In graphs the shortcut adds to
   * the last layer of the main way.
   *
   * @param name of the block; an identity shortcut is the layer {@code name.identity}
   * @param main the way that graphs always have; it ends with a convolution or linear layer, or
   *     with what adds nothing to graphs behind one
   * @param shortcut empty for the identity, else a convolution and what adds nothing to graphs
   */
  record Residual(String name, List<Layer> main, List<Layer> shortcut) implements Layer {
    public Residual {
      requireName(name);
      main = List.copyOf(main);
      shortcut = List.copyOf(shortcut);
      if (!shortcut.isEmpty()
          && !(shortcut.getFirst() instanceof Convolution
              && shortcut.stream().skip(1).allMatch(BatchNorm.class::isInstance))) {
        throw new IllegalArgumentException(
            "residual block %s: shortcut %s; must be empty, or a convolution with or without batch norm"
                .formatted(name, shortcut));
      }
    }

    @Override
    public FeatureShape output(FeatureShape input) {
      FeatureShape one = new Chain(main).output(input);
      FeatureShape other = new Chain(shortcut).output(input);
      if (!one.equals(other)) {
        throw new IllegalArgumentException(
            "residual block %s: its main way gives %s and its shortcut %s; must be equal"
                .formatted(name, one, other));
      }
      return one;
    }

    @Override
    public List<LayerSpec> specs(FeatureShape input, String before) {
      List<LayerSpec> specs = new ArrayList<>(new Chain(main).specs(input, before));
      String target = Chain.last(specs, before);
      if (specs.stream().noneMatch(s -> s.name().equals(target) && s.kind().hasWeights())) {
        throw new IllegalArgumentException(
            "residual block %s: its main way ends with '%s'; must be a convolution or linear layer"
                .formatted(name, target));
      }
      if (shortcut.isEmpty()) {
        specs.add(LayerSpec.identity(name + ".identity", before, target));
      }
      for (LayerSpec projection : new Chain(shortcut).specs(input, before)) {
        specs.add(projection.inShortcut(before).addingTo(target));
      }
      return specs;
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
