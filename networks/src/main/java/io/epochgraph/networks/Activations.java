package io.epochgraph.networks;

import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What every node of a sequential network's unrolled graph holds while one image passes through, by
 * a forward pass in double precision: dropout drops nothing, and batch norm takes its running means
 * and 1e-5 for epsilon.
 */
public final class Activations {
  private static final double EPSILON = 1e-5;

  private final Function<String, float[]> tensors;
  private final List<double[]> nodes = new ArrayList<>(); // (node layers), each (c, h, w)
  private FeatureShape shape;
  private double[] values; // (c, h, w), as the next layer takes them

  private Activations(FeatureShape shape, Function<String, float[]> tensors, double[] image) {
    this.shape = shape;
    this.tensors = tensors;
    this.values = image;
    nodes.add(image);
  }

  /**
   * The activations, which {@link io.epochgraph.math.UnrolledGraph#activated} takes. Costs one
   * multiplication for each edge of the graph.
   *
   * @param tensors values by PyTorch's names, row-major, or null where there is none: of a
   *     convolution or linear layer {@code <name>.weight} and, if it has one, {@code <name>.bias};
   *     of a batch norm {@code weight}, {@code bias}, {@code running_mean} and {@code running_var}
   * @param image {@code (channels, height, width)}, finite, normalised as in training
   * @return {@code (nodes)} in node order: the image; what each convolution and linear layer gives
   *     after bias and what follows it up to the next layer with nodes, batch norm and activation
   *     function; what each pooling gives, likewise
   * @throws IllegalArgumentException if the network has residual blocks, the image is of another
   *     size, a tensor is missing or of another size, or an activation is not finite
   */
  public static double[] of(
      NetworkDescription network, Function<String, float[]> tensors, float[] image) {
    requireSequential(network);
    var pass = new Activations(network.input(), tensors, checked(image, network.input()));
    network.layers().forEach(pass::step);
    pass.requireFinite(network.geometry());
    return pass.nodes.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private void step(Layer layer) {
    FeatureShape output = layer.output(shape);
    switch (layer) {
      case Layer.Convolution convolution -> addNodes(convolve(convolution, output));
      case Layer.Linear linear -> addNodes(multiply(linear));
      case Layer.MaxPool(_, SquareWindow window) ->
          addNodes(new Planes(shape, values).maxima(window, output));
      case Layer.GlobalAveragePool _ -> addNodes(new Planes(shape, values).means());
      case Layer.BatchNorm(String name) -> changeNodes(normalise(name));
      case Layer.Relu _ -> changeNodes(Arrays.stream(values).map(x -> Math.max(0, x)).toArray());
      case Layer.Flatten _, Layer.Dropout _ -> {}
      case Layer.Residual residual -> throw notSequential(residual);
    }
    shape = output;
  }

  private void addNodes(double[] output) {
    values = output;
    nodes.add(output);
  }

  /** The image stays what it is. */
  private void changeNodes(double[] output) {
    values = output;
    if (nodes.size() > 1) {
      nodes.set(nodes.size() - 1, output);
    }
  }

  private double[] convolve(Layer.Convolution layer, FeatureShape output) {
    int kernel = layer.window().kernel();
    float[] weights =
        take(
            layer.name() + ".weight",
            layer.filters(),
            shape.channels() / layer.groups(),
            kernel,
            kernel);
    float[] bias =
        layer.bias() ? take(layer.name() + ".bias", layer.filters()) : new float[layer.filters()];
    return new Planes(shape, values)
        .convolved(weights, bias, layer.groups(), layer.window(), output);
  }

  private double[] multiply(Layer.Linear layer) {
    float[] weights = take(layer.name() + ".weight", layer.units(), values.length);
    float[] bias = take(layer.name() + ".bias", layer.units());
    double[] output = new double[layer.units()];
    for (int unit = 0; unit < output.length; unit++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[unit * values.length + i] * values[i];
      }
      output[unit] = sum + bias[unit];
    }
    return output;
  }

  private double[] normalise(String name) {
    int channels = shape.channels();
    float[] scale = take(name + ".weight", channels);
    float[] shift = take(name + ".bias", channels);
    float[] mean = take(name + ".running_mean", channels);
    float[] variance = take(name + ".running_var", channels);
    int plane = shape.height() * shape.width();
    double[] output = new double[values.length];
    for (int i = 0; i < output.length; i++) {
      int channel = i / plane;
      double deviation = Math.sqrt(variance[channel] + EPSILON);
      output[i] = (values[i] - mean[channel]) / deviation * scale[channel] + shift[channel];
    }
    return output;
  }

  private float[] take(String name, int... extents) {
    float[] tensor = tensors.apply(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor %s: activations need it, of shape %s"
              .formatted(name, Arrays.toString(extents)));
    }
    long size = Arrays.stream(extents).asLongStream().reduce(1, Math::multiplyExact);
    if (tensor.length != size) {
      throw new IllegalArgumentException(
          "tensor %s has %d elements: want %d, of shape %s"
              .formatted(name, tensor.length, size, Arrays.toString(extents)));
    }
    return tensor;
  }

  private static double[] checked(float[] image, FeatureShape shape) {
    if (image.length != shape.size()) {
      throw new IllegalArgumentException(
          "an image of %d values: want %d, of shape %s"
              .formatted(image.length, shape.size(), shape));
    }
    double[] values = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      if (!Float.isFinite(image[i])) {
        throw new IllegalArgumentException(
            "value %d of the image is %s: want finite numbers".formatted(i, image[i]));
      }
      values[i] = image[i];
    }
    return values;
  }

  private void requireFinite(List<LayerSpec> layers) {
    for (int layer = 0; layer < layers.size(); layer++) {
      for (double value : nodes.get(layer + 1)) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "layer '%s' gives %s: activations must be finite, so weights must be, too"
                  .formatted(layers.get(layer).name(), value));
        }
      }
    }
  }

  private static void requireSequential(NetworkDescription network) {
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.Residual residual) {
        throw new IllegalArgumentException(
            "network %s: %s".formatted(network.name(), notSequential(residual).getMessage()));
      }
    }
  }

  private static IllegalArgumentException notSequential(Layer.Residual residual) {
    return new IllegalArgumentException(
        "residual block '%s': activations are for sequential networks".formatted(residual.name()));
  }
}
