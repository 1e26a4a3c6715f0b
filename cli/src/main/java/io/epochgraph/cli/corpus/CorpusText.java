package io.epochgraph.cli.corpus;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A corpus for people. */
public final class CorpusText {

  private CorpusText() {}

  /** A line for each cohort, and one for each run. */
  public static List<String> lines(List<CorpusRun> corpus) {
    var lines = new ArrayList<String>();
    var cohorts = new TreeMap<String, Integer>();
    for (CorpusRun run : corpus) {
      RunDescriptor descriptor = run.getRun().getDescriptor();
      cohorts.merge(
          "%s on %s".formatted(descriptor.getNetwork(), descriptor.getDataset()), 1, Integer::sum);
    }
    cohorts.forEach((cohort, runs) -> lines.add("%d runs of %s".formatted(runs, cohort)));
    lines.add("");
    lines.add(
        String.format(
            "%-32s %9s %7s %7s %11s %8s %8s",
            "run", "rate", "dropout", "epochs", "statistics", "best", "final"));
    corpus.forEach(run -> lines.add(line(run)));
    return lines;
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
