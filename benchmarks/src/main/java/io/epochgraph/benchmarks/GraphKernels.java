package io.epochgraph.benchmarks;

import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.math.WeightedDegree;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The loops that read every weight, on one layer of 64 MB, beside the plainest loop over as many
 * bytes. All in milliseconds for the whole layer, so that ratios can be read off.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GraphKernels {
  private static final int WEIGHTS = 1 << 24;

  /** The kernel's side: 1 as in a linear layer, 3 and 7 as in convolutions. */
  @Param({"1", "3", "7"})
  public int kernel;

  private Network network;
  private LayerSpec layer;
  private float[] weights;
  private RolledGraph graph;

  @Setup
  public void prepare() {
    int side = (int) Math.sqrt(WEIGHTS / (double) (kernel * kernel));
    layer = LayerSpec.convolution("conv", side, side, kernel, kernel);
    network = Network.of(List.of(layer));
    weights = new float[Math.toIntExact(layer.weights())];
    var random = new SplittableRandom(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    graph = norms();
  }

  /** The baseline: the sum of all weights, read in order. */
  @Benchmark
  public double readEveryWeight() {
    double a = 0, b = 0, c = 0, d = 0;
    for (int i = 0; i + 3 < weights.length; i += 4) {
      a += weights[i];
      b += weights[i + 1];
      c += weights[i + 2];
      d += weights[i + 3];
    }
    return a + b + c + d;
  }

  /** From weights to the rolled graph's edges. */
  @Benchmark
  public RolledGraph norms() {
    return RolledGraph.Builder.of(network, Shortcuts.LEFT_OUT)
        .rows(0, 0, layer.rows(), weights)
        .build();
  }

  /** One pass over the rolled graph's edges. */
  @Benchmark
  public double[] degrees() {
    return WeightedDegree.of(graph);
  }

  /** To the default tolerance. */
  @Benchmark
  public double centrality() {
    return EigenvectorCentrality.of(graph).lambdaMax();
  }
}
