package io.epochgraph.networks.files;

import io.epochgraph.math.DType;
import io.epochgraph.math.Network;
import io.epochgraph.networks.NetworkDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network and its weights in a file, mapped into memory: safetensors ({@code .safetensors}) or
 * ONNX ({@code .onnx}). Opening costs the headers alone; the file must not be changed while it is
 * open. Any thread may read it until it is closed.
 *
 * <p>An ONNX model brings the order of its layers and how they are joined in its graph. safetensors
 * has neither, and they come from the first of these that there is:
 *
 * <ol>
 *   <li>A layer list in JSON ({@link NetworkFileOptions#layers}), which serves for an ONNX model,
 *       too, whose graph cannot be followed:
 *       <pre>{@code
 * {"name": "tiny", "input": [3, 32, 32], "layers": [
 *   {"name": "conv1", "kind": "convolution", "weight": "conv1.weight", "stride": 2, "padding": 1},
 *   {"name": "pool1", "kind": "pooling", "kernel": 2, "stride": 2},
 *   {"name": "conv2", "kind": "convolution", "padding": [0, 0, 1, 1], "predecessors": ["pool1"]},
 *   {"name": "skip", "kind": "identity", "predecessors": ["pool1"], "addsTo": "conv2",
 *    "shortcut": true},
 *   {"name": "fc", "kind": "linear", "predecessors": ["conv2"]}]}
 * }</pre>
 *       Kinds are convolution, transposed-convolution, linear, pooling and identity; {@code weight}
 *       is {@code <name>.weight} unless given, in PyTorch's layout, and its shape is the layer's; a
 *       number stands for as many as there are axes; further keys are groups, dilation and
 *       outputPadding. Without predecessors a layer follows the one before it. {@code "leaveOut"}
 *       beside {@code "layers"} names tensors that belong to no layer.
 *   <li>A known network's name ({@link NetworkFileOptions#network}), whose input channels and
 *       classes are the file's.
 *   <li>The tensors' names, in natural order, where they make one chain and no other.
 * </ol>
 *
 * <p>Biases and other vectors are left out. Every other tensor must have its place.
 */
public final class NetworkFile implements AutoCloseable {

  private static final String ONNX = ".onnx";
  private static final String SAFETENSORS = ".safetensors";

  private final Path path;
  private final TensorFile file;
  private final Reading reading;

  private NetworkFile(Path path, TensorFile file, Reading reading) {
    this.path = path;
    this.file = file;
    this.reading = reading;
  }

  /**
   * Opens a file and puts its tensors in their places.
   *
   * @throws IllegalArgumentException if the file is wrong, or an order cannot be had; the message
   *     names the file, the tensor or node, and what would be right
   * @throws IOException if a file cannot be read
   */
  public static NetworkFile open(Path path, NetworkFileOptions options) throws IOException {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(ONNX)) {
      return open(path, options, stem(name, ONNX), NetworkFile::openOnnx);
    }
    if (lower.endsWith(SAFETENSORS)) {
      return open(path, options, stem(name, SAFETENSORS), SafetensorsFile::open);
    }
    throw new IllegalArgumentException(
        "%s: want a file named *%s or *%s".formatted(path, SAFETENSORS, ONNX));
  }

  /** The given network's name, else the layer list's, else the file's without its ending. */
  public String name() {
    return reading.name();
  }

  /** The layers, in the order in which data pass them. */
  public Network network() {
    return reading.layers().network();
  }

  /** Channels and extents of one input where they are known, for example {@code [3, 32, 32]}. */
  public Optional<List<Integer>> inputShape() {
    return reading.input();
  }

  /**
   * Whether strides, paddings and poolings are known. Where they are not, as the layers come from
   * names alone, the network has a rolled graph, but no unrolled one.
   */
  public boolean hasWindows() {
    return reading.hasWindows();
  }

  /**
   * The description of the known network whose tensors these are, with the file's input channels
   * and classes; empty where layers come from a list, from names or from a model's graph, which do
   * not tell of all that happens between layers.
   */
  public Optional<NetworkDescription> description() {
    return reading.description();
  }

  /**
   * All elements of a tensor, row-major, whether or not it belongs to a layer, as biases do not.
   *
   * @param tensor its name in the file
   * @throws IllegalArgumentException if there is none of that name, it has 2 GiB or more, or is of
   *     another type than F32, F16 and BF16
   */
  public float[] values(String tensor) {
    try {
      return new Placing(file.tensors()).take(tensor).values();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * The type of a layer's weights.
   *
   * @param layer index into the network's layers
   * @throws IllegalArgumentException if the layer has no weights
   */
  public DType dtype(int layer) {
    return weights(layer).dtype();
  }

  /**
   * Some rows of a layer's weights, little-endian and row-major in the order of its weight shape:
   * read-only, and valid until the file is closed. A view, except where the file has the matrix the
   * other way round.
   *
   * @param layer index into the network's layers
   * @throws IllegalArgumentException if the layer has no weights, the rows lie outside it, or have
   *     2 GiB or more together
   */
  public ByteBuffer rows(int layer, int first, int count) {
    return weights(layer).rows(first, count);
  }

  /** The file's path. */
  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    file.close();
  }

  private LayerWeights weights(int layer) {
    return reading
        .layers()
        .weights()
        .get(layer)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: layer '%s' has no weights"
                        .formatted(path, network().layers().get(layer).name())));
  }

  private static NetworkFile open(Path path, NetworkFileOptions options, String name, Opener opener)
      throws IOException {
    TensorFile file = opener.open(path);
    try {
      return new NetworkFile(path, file, Reading.of(file, options, name));
    } catch (IllegalArgumentException e) {
      file.close();
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static TensorFile openOnnx(Path path) throws IOException {
    try {
      return OnnxFile.open(path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static String stem(String name, String ending) {
    return name.substring(0, name.length() - ending.length());
  }

  private interface Opener {
    TensorFile open(Path path) throws IOException;
  }
}
