package io.epochgraph.trainer.network;

import java.util.List;

/**
 * What a graph needs to know of a layer beside its weights, in PyTorch's layout. Biases are left
 * out, as graphs have none.
 *
 * @param weightShape {@code [out, in / groups, kernel height, kernel width]} for a convolution,
 *     {@code [out, in]} for a linear layer, empty for a pooling
 * @param kernel a pooling's window, (height, width); empty for other layers
 * @param stride (height, width); empty for a linear layer, as the next two
 * @param padding (height, width)
 * @param dilation (height, width)
 * @param groups of a convolution; 1 for other layers
 */
public record LayerGeometry(
    String name,
    Kind kind,
    List<Integer> weightShape,
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> padding,
    List<Integer> dilation,
    int groups) {

  /** What sort of edges a layer has. */
  public enum Kind {
    CONVOLUTION,
    LINEAR,
    POOLING
  }

  public LayerGeometry {
    weightShape = List.copyOf(weightShape);
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    dilation = List.copyOf(dilation);
  }

  /** Weights the layer is published with: the product of the weight shape, 0 for a pooling. */
  public int weights() {
    return kind == Kind.POOLING ? 0 : weightShape.stream().reduce(1, Math::multiplyExact);
  }

  static LayerGeometry convolution(Layer.Convolution layer, FeatureShape input) {
    Window window = layer.window();
    return windowed(
        layer.name(),
        Kind.CONVOLUTION,
        List.of(
            layer.filters(), input.channels() / layer.groups(), window.kernel(), window.kernel()),
        List.of(),
        window,
        layer.groups());
  }

  static LayerGeometry pooling(Layer.MaxPool layer) {
    Window window = layer.window();
    return windowed(layer.name(), Kind.POOLING, List.of(), square(window.kernel()), window, 1);
  }

  static LayerGeometry linear(Layer.Linear layer, FeatureShape input) {
    return new LayerGeometry(
        layer.name(),
        Kind.LINEAR,
        List.of(layer.units(), input.channels()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        1);
  }

  private static LayerGeometry windowed(
      String name,
      Kind kind,
      List<Integer> weightShape,
      List<Integer> kernel,
      Window window,
      int groups) {
    return new LayerGeometry(
        name,
        kind,
        weightShape,
        kernel,
        square(window.stride()),
        square(window.padding()),
        square(window.dilation()),
        groups);
  }

  private static List<Integer> square(int extent) {
    return List.of(extent, extent);
  }
}
