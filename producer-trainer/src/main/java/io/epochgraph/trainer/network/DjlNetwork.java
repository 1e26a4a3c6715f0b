package io.epochgraph.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.Layer;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.SquareWindow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A description turned into a DJL block, with the way back to each layer's weights. */
public final class DjlNetwork {
  private final NetworkDescription description;
  private final SequentialBlock block = new SequentialBlock();
  private final List<Weights> weights = new ArrayList<>();

  private record Weights(LayerSpec layer, Block block) {}

  /**
   * Builds the block, its parameters not yet initialised.
   *
   * @param random draws the initial weights when DJL initialises the block: He's normal
   *     distribution, deviation √(2 / fan-in), which starts to learn under plain SGD at learning
   *     rates where PyTorch's default (deviation √(1 / 3 fan-in)) rests on a plateau. Biases start
   *     at 0.
   */
  public DjlNetwork(NetworkDescription description, RandomGenerator random) {
    this.description = description;
    var geometry = description.geometry().iterator();
    for (Layer layer : description.layers()) {
      switch (layer) {
        case Layer.Convolution convolution ->
            addWeighted(geometry.next(), convolution(convolution), random);
        case Layer.Linear linear ->
            addWeighted(geometry.next(), Linear.builder().setUnits(linear.units()).build(), random);
        case Layer.MaxPool pool -> {
          geometry.next();
          block.add(maxPool(pool.window()));
        }
        case Layer.Flatten _ -> block.add(Blocks.batchFlattenBlock());
        case Layer.Relu _ -> block.add(Activation::relu);
        case Layer.Dropout(double rate) when rate == 0 -> {}
        case Layer.Dropout(double rate) ->
            block.add(Dropout.builder().optRate((float) rate).build());
      }
    }
  }

  public NetworkDescription description() {
    return description;
  }

  /** The block to train. */
  public Block block() {
    return block;
  }

  /** The shape of a batch of images: {@code [images, channels, height, width]}. */
  public Shape batchShape(int images) {
    FeatureShape input = description.input();
    return new Shape(images, input.channels(), input.height(), input.width());
  }

  /**
   * A copy of every published layer's weights as they stand, in order; poolings have none.
   *
   * @throws IllegalStateException if the block is not initialised, or not of the described shapes
   */
  public List<LayerWeights> weights() {
    List<LayerWeights> layers = new ArrayList<>();
    var next = weights.iterator();
    for (LayerSpec layer : description.geometry()) {
      layers.add(
          layer.kind().hasWeights() ? copy(next.next()) : new LayerWeights(layer, new byte[0]));
    }
    return layers;
  }

  private static LayerWeights copy(Weights weights) {
    Parameter parameter = weightOf(weights.block());
    int[] wanted = weights.layer().weightShape();
    int[] shape =
        Arrays.stream(parameter.getArray().getShape().getShape())
            .mapToInt(Math::toIntExact)
            .toArray();
    if (!Arrays.equals(shape, wanted)) {
      throw new IllegalStateException(
          "layer %s has weights of shape %s, described is %s"
              .formatted(weights.layer().name(), Arrays.toString(shape), Arrays.toString(wanted)));
    }
    ByteBuffer data = parameter.getArray().toByteBuffer();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return new LayerWeights(weights.layer(), bytes);
  }

  private void addWeighted(LayerSpec layer, Block child, RandomGenerator random) {
    double deviation = Math.sqrt(2.0 / layer.rowLength());
    weightOf(child)
        .setInitializer(
            (manager, extents, _) -> {
              float[] values = new float[Math.toIntExact(extents.size())];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
              }
              return manager.create(values, extents);
            });
    block.add(child);
    weights.add(new Weights(layer, child));
  }

  private static Parameter weightOf(Block block) {
    return block.getDirectParameters().get("weight");
  }

  private static Block convolution(Layer.Convolution layer) {
    SquareWindow window = layer.window();
    return Conv2d.builder()
        .setKernelShape(square(window.kernel()))
        .optStride(square(window.stride()))
        .optPadding(square(window.padding()))
        .optDilation(square(window.dilation()))
        .optGroups(layer.groups())
        .setFilters(layer.filters())
        .build();
  }

  private static Block maxPool(SquareWindow window) {
    return Pool.maxPool2dBlock(
        square(window.kernel()), square(window.stride()), square(window.padding()));
  }

  private static Shape square(int extent) {
    return new Shape(extent, extent);
  }
}
