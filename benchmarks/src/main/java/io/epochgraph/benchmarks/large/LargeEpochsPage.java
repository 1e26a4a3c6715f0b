package io.epochgraph.benchmarks.large;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.Locale;

/** The page about large epochs. */
final class LargeEpochsPage {

  private static final String MEMORY =
      """

      *Publish* is from the file's opening to the manifest's acknowledgement, the digest of each chunk included.
      *Statistics* is from the manifest on its topic to statistics that a reader of committed records sees: reading the
      chunks, their digests, the graph, degrees, centrality, and the transaction.

      ## Memory

      The most that each process held, in MB: the heap right after a collection, and what was resident without pages of
      mapped files, which the kernel takes back when it wants to (with them in brackets). A collection of young objects
      leaves the graph of the epoch before where it is; what it needs is one graph and some 60 MB.

      | Network | Rolled graph | graph-stream: heap | resident | Publisher: heap | resident | Trainer: heap | resident |
      |---|--:|--:|--:|--:|--:|--:|--:|
      """;
  private static final String TAIL =
      """

      The trainer is one whose weights stand in memory of its own, once more as large as the weights, and which goes on
      while a copy of them is sent (`RunPublication.epoch`, `onFull=SKIP`).
      """;

  private LargeEpochsPage() {}

  static String of(List<Cost> costs, int rounds) {
    var page = new StringBuilder(head(rounds));
    costs.forEach(cost -> page.append(time(cost)));
    page.append(MEMORY);
    costs.forEach(cost -> page.append(memory(cost)));
    return page.append(TAIL).toString();
  }

  private static String head(int rounds) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        """
        # Large epochs

        An epoch of each of these networks goes from a checkpoint file through `epochgraph publish`'s publisher, a broker
        with default limits, and graph-stream with `-Xmx1g` to committed statistics; publisher (`-Xmx128m`), broker and
        graph-stream are processes of their own on one machine. Beside them, in the same run, Kafka's own producer and
        consumer move as many bytes in records of the same size through the same broker and do nothing with them. Times
        are the medians of %d rounds; read the ratios, the rest is the machine's, which has %d cores and had %.0f processes
        that wanted them when it wrote this.

        Written by `LargeEpochs` of module `benchmarks`: see [its page](../benchmarks/README.md).

        ## Time

        | Network | Weights | Chunks | Publish | MB/s | of raw Kafka | Statistics | MB/s | of raw Kafka |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|
        """,
        rounds,
        machine.getAvailableProcessors(),
        machine.getSystemLoadAverage());
  }

  /** Both rows of a network, to be seen while others are measured. */
  static String line(Cost cost) {
    return time(cost) + memory(cost);
  }

  private static String time(Cost cost) {
    double publish = cost.megabytes(cost.publish());
    double statistics = cost.megabytes(cost.statistics());
    return String.format(
        Locale.ROOT,
        "| %s | %,d MB | %,d | %.2f s | %.0f | %.2f | %.2f s | %.0f | %.2f |%n",
        cost.network().title(),
        cost.network().bytes() / 1_000_000,
        cost.chunks(),
        Cost.median(cost.publish()),
        publish,
        publish / cost.megabytes(cost.produce()),
        Cost.median(cost.statistics()),
        statistics,
        statistics / cost.megabytes(cost.consume()));
  }

  private static String memory(Cost cost) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %s | %,d | %s | %,d | %s |%n",
        cost.network().title(),
        cost.network().graphBytes() / 1_000_000,
        cost.stage().heap(),
        resident(cost.stage()),
        cost.publisher().heap(),
        resident(cost.publisher()),
        cost.trainer().heap(),
        resident(cost.trainer()));
  }

  private static String resident(Memory memory) {
    return String.format(Locale.ROOT, "%,d (%,d)", memory.anonymous(), memory.resident());
  }
}
