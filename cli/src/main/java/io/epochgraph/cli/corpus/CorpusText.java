package io.epochgraph.cli.corpus;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A corpus for people. */
public final class CorpusText {

  private CorpusText() {}

  /** A line for each cohort, with the sum of its epochs' durations, and one for each run. */
  public static List<String> lines(List<CorpusRun> corpus) {
    var lines = new ArrayList<String>();
    new TreeMap<>(corpus.stream().collect(Collectors.groupingBy(CorpusText::cohort)))
        .forEach((cohort, runs) -> lines.add(line(cohort, runs)));
    lines.add("");
    lines.add(
        String.format(
            "%-32s %9s %7s %7s %11s %8s %8s",
            "run", "rate", "dropout", "epochs", "statistics", "best", "final"));
    corpus.forEach(run -> lines.add(line(run)));
    return lines;
  }

  private static String cohort(CorpusRun run) {
    RunDescriptor descriptor = run.getRun().getDescriptor();
    return "%s on %s".formatted(descriptor.getNetwork(), descriptor.getDataset());
  }

  private static String line(String cohort, List<CorpusRun> runs) {
    double seconds =
        runs.stream()
            .flatMap(run -> run.getCurve().stream())
            .map(point -> point.getMetrics().getSeconds())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sum();
    return String.format(
        Locale.ROOT,
        "%d runs of %s, trained for %.2f hours in all",
        runs.size(),
        cohort,
        seconds / 3600);
  }

  private static String line(CorpusRun of) {
    Run run = of.getRun();
    Hyperparameters set = run.getDescriptor().getHyperparameters();
    return String.format(
        Locale.ROOT,
        "%-32s %9.1e %7.1f %7d %11d %8s %8s",
        run.getRun(),
        set.getLearningRate(),
        set.getDropout(),
        run.getLastEpoch(),
        of.getStatistics().size(),
        Percent.of(run.getBestValidationAccuracy()),
        Percent.of(run.getFinalValidationAccuracy()));
  }
}
