package io.epochgraph.networks.files;

import io.epochgraph.math.Network;
import java.util.List;
import java.util.Optional;

/**
 * A file's tensors in their places.
 *
 * @param weights one per layer, empty for a layer without
 */
record PlacedLayers(Network network, List<Optional<LayerWeights>> weights) {

  PlacedLayers {
    weights = List.copyOf(weights);
  }
}
