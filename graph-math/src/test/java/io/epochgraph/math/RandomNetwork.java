package io.epochgraph.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A small random network with branches, sums, shortcuts, groups and transposed convolutions, with
 * its weights.
 *
 * @param weights {@code (layers)}, each {@code (rows, rowLength)}, empty without weights
 */
record RandomNetwork(List<LayerSpec> layers, List<float[]> weights) {

  static RandomNetwork of(long seed, double zeroShare) {
    var maker = new Maker(new Random(seed), zeroShare);
    maker.convolution(List.of(Network.INPUT), 1 + maker.random.nextInt(3));
    int count = 1 + maker.random.nextInt(6);
    for (int i = 0; i < count; i++) {
      maker.any();
    }
    maker.linear();
    return new RandomNetwork(maker.layers, maker.weights);
  }

  RolledGraph rolled(Shortcuts shortcuts) {
    RolledGraph.Builder builder = RolledGraph.Builder.of(Network.of(layers), shortcuts);
    for (int layer = 0; layer < layers.size(); layer++) {
      if (builder.wants(layer)) {
        builder.rows(layer, 0, layers.get(layer).rows(), weights.get(layer));
      }
    }
    return builder.build();
  }

  private static final class Maker {
    private final Random random;
    private final double zeroShare;
    private final List<LayerSpec> layers = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();
    private final List<String> names = new ArrayList<>(); // that others may take
    private final List<Integer> channels = new ArrayList<>(); // of these

    Maker(Random random, double zeroShare) {
      this.random = random;
      this.zeroShare = zeroShare;
    }

    void any() {
      List<String> from = pick();
      int given = from.stream().mapToInt(name -> channels.get(names.indexOf(name))).sum();
      switch (random.nextInt(5)) {
        case 0, 1 -> convolution(from, given);
        case 2 -> pooling(from, given);
        case 3 -> transposed(from, given);
        default -> shortcut();
      }
    }

    /** One to three layers, often the last one. */
    private List<String> pick() {
      var from = new ArrayList<String>();
      from.add(random.nextBoolean() ? names.getLast() : names.get(random.nextInt(names.size())));
      while (random.nextInt(3) == 0 && from.size() < 3) {
        from.add(names.get(random.nextInt(names.size())));
      }
      return from;
    }

    void convolution(List<String> from, int given) {
      int groups = divisor(given);
      int outputs = groups * (1 + random.nextInt(3));
      int[] shape = {outputs, given / groups, 1 + random.nextInt(3), 1 + random.nextInt(2)};
      add(spec("conv", LayerKind.CONVOLUTION, shape, groups, from), outputs);
    }

    private void transposed(List<String> from, int given) {
      int groups = divisor(given);
      int share = 1 + random.nextInt(3);
      int[] shape = {given, share, 1 + random.nextInt(3), 2};
      add(spec("up", LayerKind.TRANSPOSED_CONVOLUTION, shape, groups, from), share * groups);
    }

    private void pooling(List<String> from, int given) {
      add(spec("pool", LayerKind.POOLING, new int[0], 1, from), given);
    }

    void linear() {
      List<String> from = pick();
      int given = from.stream().mapToInt(name -> channels.get(names.indexOf(name))).sum();
      int[] shape = {1 + random.nextInt(4), given * (1 + random.nextInt(4))};
      add(spec("fc", LayerKind.LINEAR, shape, 1, from), shape[0]);
    }

    /** Adds what a layer gives to what a later one with weights gives. */
    private void shortcut() {
      int target = random.nextInt(names.size());
      LayerSpec to = named(names.get(target));
      String from = names.get(random.nextInt(target + 1));
      int given = channels.get(names.indexOf(from));
      if (!to.kind().hasWeights() || from.equals(to.name())) {
        return;
      }
      String name = "skip" + layers.size();
      if (given == to.outputs() && random.nextBoolean()) {
        layers.add(LayerSpec.identity(name, from, to.name()));
        weights.add(new float[0]);
      } else {
        layers.add(
            LayerSpec.convolution(name, to.outputs(), given, 1, 1)
                .inShortcut(from)
                .addingTo(to.name()));
        weights.add(values((int) layers.getLast().weights()));
      }
    }

    private LayerSpec named(String name) {
      return layers.stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
    }

    private LayerSpec spec(
        String name, LayerKind kind, int[] shape, int groups, List<String> from) {
      return new LayerSpec(
          name + layers.size(), kind, shape, groups, Window.NONE, from, Optional.empty(), false);
    }

    private void add(LayerSpec layer, int outputs) {
      layers.add(layer);
      weights.add(values((int) layer.weights()));
      names.add(layer.name());
      channels.add(outputs);
    }

    private float[] values(int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = random.nextDouble() < zeroShare ? 0 : (float) random.nextGaussian();
      }
      return values;
    }

    private int divisor(int of) {
      int divisor = 1 + random.nextInt(of);
      return of % divisor == 0 ? divisor : 1;
    }
  }
}
