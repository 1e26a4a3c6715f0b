package io.epochgraph.networks.files;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;

/** Reads rolled graphs from open files. */
final class RolledGraphs {

  private RolledGraphs() {}

  /** The graph, its weights read in pieces of at most {@code rows} rows. */
  static RolledGraph of(NetworkFile file, Shortcuts shortcuts, int rows) {
    var builder = RolledGraph.Builder.of(file.network(), shortcuts);
    for (int i = 0; i < file.network().layers().size(); i++) {
      LayerSpec layer = file.network().layers().get(i);
      for (int first = 0; builder.wants(i) && first < layer.rows(); first += rows) {
        int count = Math.min(rows, layer.rows() - first);
        var weights = new float[count * layer.rowLength()];
        file.dtype(i).decode(file.rows(i, first, count), weights, 0, weights.length);
        builder.rows(i, first, count, weights);
      }
    }
    return builder.build();
  }
}
