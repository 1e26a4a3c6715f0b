package io.epochgraph.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Random chains of linear layers, and their dense spectrum by EJML. */
final class Chains {

  private Chains() {}

  /** How a random chain's weights come about. */
  record Recipe(int layers, int widest, double zeroShare, double zeroBlockShare, double decades) {}

  static RolledGraph random(long seed, Recipe recipe) {
    Random random = new Random(seed);
    int[] sizes = new int[recipe.layers() + 1];
    for (int l = 0; l < sizes.length; l++) {
      sizes[l] = 1 + random.nextInt(recipe.widest());
    }
    List<float[]> blocks = new ArrayList<>();
    for (int l = 0; l < recipe.layers(); l++) {
      float[] block = new float[sizes[l] * sizes[l + 1]];
      double scale = Math.pow(10, recipe.decades() * (random.nextDouble() - 0.5));
      boolean zero = random.nextDouble() < recipe.zeroBlockShare();
      for (int i = 0; i < block.length; i++) {
        boolean gone = zero || random.nextDouble() < recipe.zeroShare();
        block[i] = gone ? 0 : (float) (scale * random.nextGaussian());
      }
      blocks.add(block);
    }
    return linear(sizes, blocks);
  }

  /**
   * @param sizes {@code (layers + 1)}
   * @param blocks {@code (layers)}, each {@code (out, in)}
   */
  static RolledGraph linear(int[] sizes, List<float[]> blocks) {
    List<LayerSpec> shapes = new ArrayList<>();
    for (int l = 0; l + 1 < sizes.length; l++) {
      shapes.add(LayerSpec.linear("fc" + l, sizes[l + 1], sizes[l]));
    }
    RolledGraph.Builder builder = RolledGraph.Builder.forLayers(shapes);
    for (int l = 0; l < shapes.size(); l++) {
      builder.rows(l, 0, sizes[l + 1], blocks.get(l));
    }
    return builder.build();
  }

  /** The weighted adjacency matrix, {@code (nodes, nodes)}. */
  static double[][] adjacency(WeightedGraph graph) {
    double[][] w = new double[graph.nodes()][graph.nodes()];
    for (Block block : graph.blocks()) {
      int rows = graph.layers().get(block.rowLayer()).offset();
      int columns = graph.layers().get(block.columnLayer()).offset();
      int size = graph.layers().get(block.columnLayer()).size();
      double[] none = new double[size];
      for (int column = 0; column < size; column++) {
        double[] x = new double[size];
        x[column] = 1;
        double[] up = new double[graph.layers().get(block.rowLayer()).size()];
        block.multiply(x, new double[up.length], up, none);
        for (int row = 0; row < up.length; row++) {
          w[rows + row][columns + column] += up[row];
          w[columns + column][rows + row] += up[row];
        }
      }
    }
    return w;
  }

  /** The two largest eigenvalues, and the first one's eigenvector made non-negative. */
  @SuppressWarnings("ArrayRecordComponent") // a result, never compared
  record Spectrum(double first, double second, double[] vector) {
    static Spectrum of(WeightedGraph graph) {
      int n = graph.nodes();
      EigenDecomposition_F64<DMatrixRMaj> eig = DecompositionFactory_DDRM.eig(n, true, true);
      if (!eig.decompose(new DMatrixRMaj(adjacency(graph)))) {
        throw new IllegalStateException("EJML gave no decomposition");
      }
      int first = 0;
      for (int i = 1; i < n; i++) {
        first = eig.getEigenvalue(i).real > eig.getEigenvalue(first).real ? i : first;
      }
      double second = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        second = i == first ? second : Math.max(second, eig.getEigenvalue(i).real);
      }
      double[] vector = new double[n];
      for (int i = 0; i < n; i++) {
        vector[i] = Math.abs(eig.getEigenVector(first).get(i, 0));
      }
      return new Spectrum(eig.getEigenvalue(first).real, second, vector);
    }
  }
}
