package io.epochgraph.benchmarks;

import io.epochgraph.math.Centrality;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.GraphChoice;
import io.epochgraph.math.Network;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.math.UnrolledGraph;
import io.epochgraph.math.WeightedDegree;
import io.epochgraph.math.WeightedGraph;
import io.epochgraph.networks.InitialWeights;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.stream.Stream;

/**
 * What one graph of one network costs, measured in a process of its own.
 *
 * @param printedEdges as the paper's Table 5 counts them
 * @param build seconds from weights to the graph, the fastest of three times, as the next two
 * @param degree seconds for the weighted degrees
 * @param eigenvector seconds for the centrality
 * @param peak megabytes that the process held at most, the JVM itself included
 */
record NetworkCost(
    long nodes,
    long edges,
    long printedEdges,
    double build,
    double degree,
    double eigenvector,
    int passes,
    double residual,
    boolean converged,
    long peak) {
  private static final int TIMES = 3;

  /** Measures in a new JVM of at most so many megabytes of heap. */
  static NetworkCost measure(PaperNetwork network, String representation, int heap)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap + "m",
            "-cp",
            System.getProperty("java.class.path"),
            NetworkCost.class.getName(),
            network.name(),
            String.valueOf(network.classes()),
            representation);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var answer = new Scanner(process.inputReader(StandardCharsets.UTF_8))) {
      answer.useLocale(Locale.ROOT);
      if (!answer.hasNext()) {
        throw new IOException("%s ended with %d".formatted(command, process.waitFor()));
      }
      return new NetworkCost(
          answer.nextLong(),
          answer.nextLong(),
          answer.nextLong(),
          answer.nextDouble(),
          answer.nextDouble(),
          answer.nextDouble(),
          answer.nextInt(),
          answer.nextDouble(),
          answer.nextBoolean(),
          answer.nextLong());
    }
  }

  /** The measured process. Arguments: network, classes, representation. */
  public static void main(String... args) throws IOException {
    NetworkDescription described =
        Networks.describe(args[0], 3, 32, 32, Integer.parseInt(args[1]), 0);
    Network network = Network.of(described.geometry());
    List<float[]> weights = InitialWeights.of(network, 1);
    GraphChoice choice = GraphChoice.of(List.of(args[2]), List.of("degree"), "left-out");
    double build = Double.POSITIVE_INFINITY;
    double degree = build;
    double eigenvector = build;
    WeightedGraph graph = null;
    Centrality centrality = null;
    for (int time = 0; time < TIMES; time++) {
      long start = System.nanoTime();
      graph = build(network, described, choice, weights);
      long built = System.nanoTime();
      WeightedDegree.of(graph);
      long summed = System.nanoTime();
      centrality = EigenvectorCentrality.of(graph);
      long found = System.nanoTime();
      build = Math.min(build, (built - start) / 1e9);
      degree = Math.min(degree, (summed - built) / 1e9);
      eigenvector = Math.min(eigenvector, (found - summed) / 1e9);
    }
    long printed =
        graph instanceof UnrolledGraph unrolled ? unrolled.edgesAsPrinted() : graph.edges();
    System.out.printf(
        Locale.ROOT,
        "%d %d %d %.9f %.9f %.9f %d %.3e %s %d%n",
        graph.nodes(),
        graph.edges(),
        printed,
        build,
        degree,
        eigenvector,
        centrality.passes(),
        centrality.residual(),
        centrality.converged(),
        peakMegabytes());
  }

  private static WeightedGraph build(
      Network network, NetworkDescription described, GraphChoice choice, List<float[]> weights) {
    int[] input = {
      described.input().channels(), described.input().height(), described.input().width()
    };
    var builder = NetworkGraphs.Builder.of(network, input, choice);
    for (int layer = 0; layer < network.layers().size(); layer++) {
      if (builder.wants(layer)) {
        builder.rows(layer, 0, network.layers().get(layer).rows(), weights.get(layer));
      }
    }
    return builder.build().all().values().iterator().next();
  }

  /** The largest resident set so far; 0 where the system does not tell. */
  private static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmHWM"))
              .flatMap(line -> Arrays.stream(line.split("\\s+")))
              .filter(word -> word.matches("\\d+"))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          / 1024;
    }
  }
}
