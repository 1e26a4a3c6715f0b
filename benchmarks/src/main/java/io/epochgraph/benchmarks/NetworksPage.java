package io.epochgraph.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Writes the page about the eight networks of the paper: what their graphs are and what they cost.
 * Argument: the file.
 */
final class NetworksPage {
  private static final int HEAP = 512; // as the page says
  private static final String HEAD =
      """
      # The paper's eight networks as graphs

      Nodes and edges of both representations beside those that the paper's Table 5 prints, and what their features
      cost on one core of the machine that wrote this page, in a process with at most 512 MB of heap. Weights are
      initial ones; trained ones take about as long. Time is the fastest of three, memory the most that the process
      held, of which an idle JVM takes some 40 MB. The centrality is iterated to a residual of 1e-12.

      Written by `NetworksPage` of module `benchmarks`: see [its page](../benchmarks/README.md).

      """;
  private static final String COLUMNS =
      """
      | Network | Nodes | Edges | Paper: nodes | Edges | Build | Degree | Eigenvector | Passes | Residual | Memory |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private NetworksPage() {}

  public static void main(String... args) throws IOException, InterruptedException {
    var page = new StringBuilder(HEAD);
    page.append("## Rolled\n\n").append(COLUMNS);
    for (PaperNetwork network : PaperNetwork.ALL) {
      NetworkCost cost = NetworkCost.measure(network, "rolled", HEAP);
      page.append(
          row(
              network.title(),
              cost,
              OptionalLong.of(network.rolledNodes()),
              OptionalLong.of(network.rolledEdges()),
              cost.edges()));
    }
    page.append("\n## Unrolled\n\n").append(COLUMNS);
    for (PaperNetwork network : PaperNetwork.ALL) {
      NetworkCost cost = NetworkCost.measure(network, "unrolled", HEAP);
      page.append(
          row(
              network.title(),
              cost,
              network.unrolledNodes(),
              network.printedUnrolledEdges(),
              cost.printedEdges()));
    }
    page.append(
        """

        Where a convolution pads, the table of the paper counts one more edge for every output position whose window
        touches the padding and every input channel, to that channel's position 0. Such an edge does not exist; ours
        are the edges between real positions, and the count in brackets is the table's way of counting, which agrees.
        The paper has no unrolled graphs of the ResNets ("too expensive": it stores the edges).
        """);
    Files.writeString(Path.of(args[0]), page);
  }

  private static String row(
      String title,
      NetworkCost cost,
      OptionalLong paperNodes,
      OptionalLong paperEdges,
      long countedAsPrinted) {
    String edges =
        countedAsPrinted == cost.edges()
            ? number(cost.edges())
            : "%s (%s)".formatted(number(cost.edges()), number(countedAsPrinted));
    String line =
        "| %s | %s | %s | %s | %s | %s | %s | %s | %d | %.0e%s | %d MB |%n"
            .formatted(
                title,
                number(cost.nodes()),
                edges,
                number(paperNodes),
                number(paperEdges),
                seconds(cost.build()),
                seconds(cost.degree()),
                seconds(cost.eigenvector()),
                cost.passes(),
                cost.residual(),
                cost.converged() ? "" : " (not converged)",
                cost.peak());
    System.out.print(line);
    return line;
  }

  private static String number(OptionalLong value) {
    return value.isPresent() ? number(value.getAsLong()) : "–";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(double value) {
    return value < 1
        ? String.format(Locale.ROOT, "%.1f ms", value * 1000)
        : String.format(Locale.ROOT, "%.2f s", value);
  }
}
