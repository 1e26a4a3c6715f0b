package io.epochgraph.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Small random networks of every kind of layer, with weights some of which are zero. */
final class RandomNetworks {
  private static final int MOST_NODES = 160;

  private final Random random;
  private final int[] input; // [channels, spatial...]
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<float[]> weights = new ArrayList<>();
  private final NaiveUnrolling shapes;

  private RandomNetworks(long seed) {
    random = new Random(seed);
    int axes = 1 + random.nextInt(3);
    int longest = axes == 1 ? 9 : 6 - axes;
    input = new int[1 + axes];
    input[0] = 1 + random.nextInt(3);
    for (int axis = 1; axis <= axes; axis++) {
      input[axis] = 1 + random.nextInt(longest);
    }
    shapes = new NaiveUnrolling(input[0], Arrays.copyOfRange(input, 1, input.length));
  }

  /** A network with its weights, and its graph in two ways. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(List<LayerSpec> layers, List<float[]> weights, int[] input) {

    UnrolledGraph graph(Shortcuts shortcuts) {
      UnrolledGraph.Builder builder =
          UnrolledGraph.Builder.of(Network.of(layers), shortcuts, input);
      for (int layer = 0; layer < layers.size(); layer++) {
        if (builder.wants(layer)) {
          builder.rows(layer, 0, layers.get(layer).rows(), weights.get(layer));
        }
      }
      return builder.build();
    }

    NaiveUnrolling naive(Shortcuts shortcuts) {
      var naive = new NaiveUnrolling(input[0], Arrays.copyOfRange(input, 1, input.length));
      for (int layer = 0; layer < layers.size(); layer++) {
        if (shortcuts == Shortcuts.KEPT || !layers.get(layer).shortcut()) {
          naive.add(layers.get(layer), weights.get(layer));
        }
      }
      return naive;
    }
  }

  static Sample sample(long seed) {
    var networks = new RandomNetworks(seed);
    while (networks.layers.isEmpty()) {
      networks.add(networks.convolution(List.of(Network.INPUT)));
    }
    int more = networks.random.nextInt(6);
    for (int i = 0; i < more && networks.shapes.nodes < MOST_NODES; i++) {
      networks.addAny();
    }
    return new Sample(networks.layers, networks.weights, networks.input);
  }

  /** These layers with random weights. */
  static Sample sample(long seed, List<LayerSpec> layers, int... input) {
    var random = new Random(seed);
    List<float[]> weights = layers.stream().map(spec -> weights(random, spec)).toList();
    return new Sample(layers, weights, input);
  }

  private void addAny() {
    List<String> before = predecessors();
    add(
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> convolution(before);
          case 3 -> pooling(before);
          case 4 -> linear(before);
          default -> shortcut();
        });
  }

  private void add(Optional<LayerSpec> layer) {
    layer.ifPresent(
        spec -> {
          layers.add(spec);
          weights.add(weights(random, spec));
          shapes.add(spec, weights.getLast());
        });
  }

  /** One output, or two to be joined. */
  private List<String> predecessors() {
    List<String> names = own(false);
    String first = names.get(random.nextInt(names.size()));
    String second = names.get(random.nextInt(names.size()));
    boolean joined =
        random.nextInt(3) == 0
            && Arrays.equals(
                shapes.outputs.get(first).extent(), shapes.outputs.get(second).extent());
    return joined ? List.of(first, second) : List.of(first);
  }

  /** Outputs that others may take or, if so wanted, add to. */
  private List<String> own(boolean weighted) {
    List<String> names = new ArrayList<>();
    if (!weighted) {
      names.add(Network.INPUT);
    }
    for (LayerSpec layer : layers) {
      if (layer.addsTo().isEmpty()
          && !layer.shortcut()
          && (layer.kind().hasWeights() || !weighted)) {
        names.add(layer.name());
      }
    }
    return names;
  }

  private int channels(List<String> names) {
    return names.stream().mapToInt(name -> shapes.outputs.get(name).channels()).sum();
  }

  private Optional<LayerSpec> convolution(List<String> before) {
    int channels = channels(before);
    int[] extent = shapes.outputs.get(before.getFirst()).extent();
    int groups = random.nextInt(3) == 0 ? divisor(channels) : 1;
    boolean transposed = random.nextInt(4) == 0;
    int[] shape = new int[2 + extent.length];
    int outputs = 1 + random.nextInt(3);
    shape[0] = transposed ? channels : groups * outputs;
    shape[1] = transposed ? outputs : channels / groups;
    for (int axis = 0; axis < extent.length; axis++) {
      shape[2 + axis] = 1 + random.nextInt(3);
    }
    var window =
        new Window(
            List.of(),
            numbers(extent.length, 1, 2),
            numbers(extent.length * (1 + random.nextInt(2)), 0, 2),
            numbers(extent.length, 1, 2),
            transposed ? numbers(extent.length, 0, 1) : List.of());
    var kind = transposed ? LayerKind.TRANSPOSED_CONVOLUTION : LayerKind.CONVOLUTION;
    if (extent.length == 0) {
      return Optional.empty();
    }
    return ifFits(
        new LayerSpec(name(), kind, shape, groups, window, before, Optional.empty(), false),
        extent);
  }

  private Optional<LayerSpec> pooling(List<String> before) {
    int[] extent = shapes.outputs.get(before.getFirst()).extent();
    LayerSpec pooling = LayerSpec.pooling(name()).behind(before.toArray(String[]::new));
    if (extent.length == 0 || random.nextInt(4) == 0) {
      return Optional.of(pooling);
    }
    return ifFits(
        pooling.sliding(
            new Window(
                numbers(extent.length, 1, 3),
                numbers(extent.length, 1, 2),
                numbers(extent.length, 0, 1),
                numbers(extent.length, 1, 2),
                List.of())),
        extent);
  }

  private Optional<LayerSpec> linear(List<String> before) {
    int inputs = channels(before);
    boolean mayFlatten =
        before.stream()
            .allMatch(
                name ->
                    name.equals(Network.INPUT)
                        || layers.stream()
                            .anyMatch(
                                layer ->
                                    layer.name().equals(name)
                                        && layer.kind() != LayerKind.LINEAR
                                        && layer.kind() != LayerKind.POOLING));
    if (mayFlatten && random.nextBoolean()) {
      inputs *= shapes.outputs.get(before.getFirst()).positions();
    }
    return Optional.of(
        LayerSpec.linear(name(), 1 + random.nextInt(4), inputs)
            .behind(before.toArray(String[]::new)));
  }

  /** An identity where shapes are equal, else a projection where positions are. */
  private Optional<LayerSpec> shortcut() {
    List<String> targets = own(true);
    List<String> sources = own(false);
    String to = targets.get(random.nextInt(targets.size()));
    String from = sources.get(random.nextInt(sources.indexOf(to) + 1));
    NaiveUnrolling.Output target = shapes.outputs.get(to);
    NaiveUnrolling.Output source = shapes.outputs.get(from);
    if (from.equals(to) || !Arrays.equals(source.extent(), target.extent())) {
      return Optional.empty();
    }
    if (source.channels() == target.channels()) {
      return Optional.of(LayerSpec.identity(name(), from, to));
    }
    if (source.extent().length == 0) {
      return Optional.empty();
    }
    int[] point = new int[source.extent().length];
    Arrays.fill(point, 1);
    return Optional.of(
        LayerSpec.convolution(name(), target.channels(), source.channels(), point)
            .inShortcut(from)
            .addingTo(to));
  }

  private Optional<LayerSpec> ifFits(LayerSpec spec, int[] before) {
    int[] extent = NaiveUnrolling.extentOf(spec, 0, before);
    int channels = Math.max(spec.outputs(), 1);
    boolean fits = Arrays.stream(extent).allMatch(size -> size > 0);
    int nodes = channels * Arrays.stream(extent).reduce(1, (a, b) -> a * b);
    return fits && nodes <= MOST_NODES ? Optional.of(spec) : Optional.empty();
  }

  private List<Integer> numbers(int count, int least, int most) {
    return random.ints(count, least, most + 1).boxed().toList();
  }

  private int divisor(int of) {
    int[] divisors = IntStream.rangeClosed(1, of).filter(d -> of % d == 0).toArray();
    return divisors[random.nextInt(divisors.length)];
  }

  private String name() {
    return "layer" + layers.size();
  }

  private static float[] weights(Random random, LayerSpec spec) {
    float[] weights = new float[(int) spec.weights()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(8) == 0 ? 0 : (float) random.nextGaussian();
    }
    return weights;
  }
}
