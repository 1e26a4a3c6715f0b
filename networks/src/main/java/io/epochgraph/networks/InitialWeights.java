package io.epochgraph.networks;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Weights as training begins with them: He's normal distribution, deviation √(2 / fan-in), drawn by
 * seed.
 */
public final class InitialWeights {

  private InitialWeights() {}

  /**
   * The weights of every layer, the same for the same seed.
   *
   * @return {@code (layers)}, each {@code (rows, rowLength)}, empty without weights
   */
  public static List<float[]> of(Network network, long seed) {
    var random = new SplittableRandom(seed);
    return network.layers().stream().map(layer -> draw(layer, random.split())).toList();
  }

  private static float[] draw(LayerSpec layer, SplittableRandom random) {
    float[] weights = new float[Math.toIntExact(layer.weights())];
    double fanIn = (double) layer.inputs() / layer.groups() * layer.kernelSize();
    double deviation = Math.sqrt(2 / fanIn);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (deviation * random.nextGaussian());
    }
    return weights;
  }
}
