package io.epochgraph.publish.files;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.Lenet5;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.publish.PublishedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a network's layers among a checkpoint's tensors by PyTorch's names: the weights of layer
 * {@code conv1} are {@code conv1.weight}. Biases and anything else are left out.
 */
final class CheckpointLayers {

  private static final int SIDE = 32;
  private static final String WEIGHT = ".weight";

  private CheckpointLayers() {}

  /**
   * The network of that name with the input channels and the classes of this checkpoint, for images
   * of 32×32.
   *
   * @throws IllegalArgumentException if the network is not known or the checkpoint is not one of it
   */
  static NetworkDescription network(String name, SafetensorsFile checkpoint) {
    return switch (name) {
      case Lenet5.NAME ->
          Lenet5.describe(
              extent(checkpoint, "conv1", 1), SIDE, SIDE, extent(checkpoint, "fc3", 0), 0);
      default ->
          throw new IllegalArgumentException(
              "network %s: want one whose checkpoints are known: %s"
                  .formatted(name, List.of(Lenet5.NAME)));
    };
  }

  /**
   * The layers with views of their weights, valid until the file is closed.
   *
   * @throws IllegalArgumentException if a tensor is missing or of another shape or type
   */
  static List<PublishedLayer> read(NetworkDescription network, SafetensorsFile checkpoint) {
    var layers = new ArrayList<PublishedLayer>();
    for (LayerSpec layer : network.geometry()) {
      layers.add(
          layer.kind().hasWeights()
              ? weights(layer, checkpoint)
              : PublishedLayer.weightless(layer));
    }
    return layers;
  }

  private static PublishedLayer weights(LayerSpec layer, SafetensorsFile checkpoint) {
    TensorEntry tensor = checkpoint.tensor(layer.name() + WEIGHT);
    List<Long> wanted = Arrays.stream(layer.weightShape()).mapToObj(Long::valueOf).toList();
    if (!tensor.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "%s: tensor %s has shape %s: want %s"
              .formatted(checkpoint, tensor.name(), tensor.shape(), wanted));
    }
    DType dtype =
        switch (tensor.type()) {
          case F32 -> DType.F32;
          case F16 -> DType.F16;
          case BF16 -> DType.BF16;
          default ->
              throw new IllegalArgumentException(
                  "%s: tensor %s is of type %s: want one of %s"
                      .formatted(
                          checkpoint, tensor.name(), tensor.type(), List.of(DType.values())));
        };
    return PublishedLayer.of(layer, dtype, checkpoint.bytes(tensor.name()));
  }

  private static int extent(SafetensorsFile checkpoint, String layer, int axis) {
    List<Long> shape = checkpoint.tensor(layer + WEIGHT).shape();
    long extent = axis < shape.size() ? shape.get(axis) : 0;
    if (extent < 1 || extent > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: tensor %s%s has shape %s: want 1 or more at axis %d"
              .formatted(checkpoint, layer, WEIGHT, shape, axis));
    }
    return (int) extent;
  }
}
