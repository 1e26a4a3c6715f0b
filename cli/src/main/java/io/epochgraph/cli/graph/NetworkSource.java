package io.epochgraph.cli.graph;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.InitialWeights;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.files.NetworkFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A network with its weights at hand: in a file, or as training begins with them. */
public sealed interface NetworkSource extends AutoCloseable {

  /** What to call it. */
  String name();

  /** Its layers. */
  Network network();

  /** Channels and extents of one input, where they are known. */
  Optional<List<Integer>> inputShape();

  /** Whether its layers say how they slide over positions. */
  boolean hasWindows();

  /** Its description, where the network is known by name. */
  Optional<NetworkDescription> known();

  /**
   * Values of its tensors by PyTorch's names, row-major. Where there is none, the function throws
   * an IllegalArgumentException or gives null.
   */
  Function<String, float[]> tensors();

  /** Hands over the weights of every layer that {@code graphs} want. */
  void feed(NetworkGraphs.Builder graphs);

  @Override
  void close();

  /** The network of a file. */
  record OfFile(NetworkFile file) implements NetworkSource {
    private static final int PIECE = 1 << 20;

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public Network network() {
      return file.network();
    }

    @Override
    public Optional<List<Integer>> inputShape() {
      return file.inputShape();
    }

    @Override
    public boolean hasWindows() {
      return file.hasWindows();
    }

    @Override
    public Optional<NetworkDescription> known() {
      return file.description();
    }

    @Override
    public Function<String, float[]> tensors() {
      return file::values;
    }

    @Override
    public void feed(NetworkGraphs.Builder graphs) {
      List<LayerSpec> layers = network().layers();
      float[] weights = {};
      for (int layer = 0; layer < layers.size(); layer++) {
        if (!graphs.wants(layer)) {
          continue;
        }
        DType dtype = file.dtype(layer);
        int rowLength = layers.get(layer).rowLength();
        int rows = layers.get(layer).rows();
        int atOnce = Math.clamp(PIECE / rowLength, 1, rows);
        if (weights.length < atOnce * rowLength) {
          weights = new float[atOnce * rowLength];
        }
        for (int first = 0; first < rows; first += atOnce) {
          int count = Math.min(atOnce, rows - first);
          dtype.decode(file.rows(layer, first, count), weights, 0, count * rowLength);
          graphs.rows(layer, first, count, weights);
        }
      }
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** A known network with initial weights, drawn by seed. */
  record Initial(NetworkDescription description, Network network, long seed)
      implements NetworkSource {

    public static Initial of(NetworkDescription description, long seed) {
      return new Initial(description, Network.of(description.geometry()), seed);
    }

    @Override
    public String name() {
      return description.name();
    }

    @Override
    public Optional<List<Integer>> inputShape() {
      FeatureShape input = description.input();
      return Optional.of(List.of(input.channels(), input.height(), input.width()));
    }

    @Override
    public boolean hasWindows() {
      return true;
    }

    @Override
    public Optional<NetworkDescription> known() {
      return Optional.of(description);
    }

    /** Of layers with weights; biases start at 0. */
    @Override
    public Function<String, float[]> tensors() {
      Map<String, float[]> tensors = new HashMap<>();
      List<float[]> weights = InitialWeights.of(network, seed);
      for (int layer = 0; layer < weights.size(); layer++) {
        LayerSpec spec = network.layers().get(layer);
        tensors.put(spec.name() + ".weight", weights.get(layer));
        tensors.put(spec.name() + ".bias", new float[spec.outputs()]);
      }
      return tensors::get;
    }

    @Override
    public void feed(NetworkGraphs.Builder graphs) {
      List<float[]> weights = InitialWeights.of(network, seed);
      for (int layer = 0; layer < weights.size(); layer++) {
        if (graphs.wants(layer)) {
          graphs.rows(layer, 0, network.layers().get(layer).rows(), weights.get(layer));
        }
      }
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
