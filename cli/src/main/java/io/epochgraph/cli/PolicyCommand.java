package io.epochgraph.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.cli.plot.SvgFile;
import io.epochgraph.cli.policy.PolicyComparison;
import io.epochgraph.cli.policy.PolicyPlot;
import io.epochgraph.cli.policy.PolicyReport;
import io.epochgraph.cli.policy.PolicyText;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.CorpusFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rules for stopping runs. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compares rules for stopping runs before their end.",
    subcommands = PolicyCommand.Evaluate.class)
final class PolicyCommand {

  /** On recorded runs. */
  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description = {
        "Plays stopping policies over a corpus's runs. Needs no cluster.",
        "",
        "The runs begin in random orders, so many at a time, and a policy may stop each after any"
            + " epoch, knowing only what would be known by then. Printed are the epochs trained,"
            + " how many times fewer that is than recorded, the regret (by how many points the best"
            + " accuracy seen stays below the best recorded), and how often the run that would have"
            + " become the best was stopped. Then the same for sweeps of fewer runs, drawn anew for"
            + " each order, so that other runs are the best. Intervals hold 95 %% of the orders, or"
            + " are Wilson's for shares.",
        "",
        "Policies: never; patience; ASHA; median stopping; one epoch, then only the best share goes"
            + " on; curve, which stops a run whose forecast from its curve stays, with a margin,"
            + " below the best seen in the sweep; and forecast, which looks at the graph's"
            + " movement, the curve and the settings. Their predictors are known beforehand and"
            + " have not seen the run. Learning looks at the same, but is fitted to the sweep's own"
            + " runs as they end. These three stop diverged runs at once.",
        "",
        "The same corpus gives the same figures."
      })
  static final class Evaluate implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "CORPUS", description = "A file of 'epochgraph corpus'.")
    private Path file;

    @Option(
        names = "--orders",
        paramLabel = "N",
        defaultValue = "200",
        description = "Random orders of the runs. Default: ${DEFAULT-VALUE}.")
    private int orders;

    @Option(
        names = "--parallel",
        paramLabel = "N",
        defaultValue = "4",
        description = "Runs that train at a time. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
        names = "--draw",
        paramLabel = "N",
        description = "Runs in the smaller sweeps. Default: half of all.")
    private Integer draw;

    @Option(
        names = "--levels",
        paramLabel = "FRACTION",
        split = ",",
        defaultValue = "0.8,0.9,0.95,0.97,0.99",
        description =
            "How sure a forecast must be that a run stays below the best. Default:"
                + " ${DEFAULT-VALUE}.")
    private List<Double> levels;

    @Option(
        names = "--without-diverged",
        description = "Leave out runs whose weights became NaN or infinite.")
    private boolean withoutDiverged;

    @Option(
        names = "--folds",
        paramLabel = "N",
        defaultValue = "5",
        description =
            "Parts of the runs; each is forecast by a predictor fitted to the others. Default:"
                + " ${DEFAULT-VALUE}.")
    private int folds;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Of the orders, the parts and the fits. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there.")
    private Path json;

    @Option(
        names = "--plots",
        paramLabel = "DIR",
        description = "Draw epochs saved against regret there, as SVG.")
    private Path plots;

    @Option(
        names = "--report",
        paramLabel = "FILE",
        description =
            "Write all tables there, as a page in Markdown with plots beside it or in --plots.")
    private Path report;

    @Override
    public Integer call() throws Exception {
      var since = Stopwatch.start();
      List<CorpusRun> corpus = CorpusFile.read(file);
      var settings =
          new PolicyComparison.Settings(
              orders, parallel, draw, levels, withoutDiverged, folds, seed);
      PolicyComparison compared = PolicyComparison.of(corpus, settings);
      PolicyText.lines(compared).forEach(System.out::println);
      if (json != null) {
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), compared);
      }
      if (plots != null || report != null) {
        write(compared);
      }
      System.out.printf("%nPlayed in %s.%n", since.elapsed());
      return 0;
    }

    private void write(PolicyComparison compared) throws IOException {
      Path directory = plots == null ? ReportFiles.plots(report) : plots;
      Files.createDirectories(directory);
      Path all = directory.resolve("policies.svg");
      Path drawn = directory.resolve("policies-drawn.svg");
      SvgFile.write(all, PolicyPlot.of(compared, compared.all()));
      SvgFile.write(drawn, PolicyPlot.of(compared, compared.drawn()));
      if (report != null) {
        String page =
            PolicyReport.text(
                compared,
                ReportFiles.command(spec),
                ReportFiles.corpus(file),
                List.of(ReportFiles.link(report, all), ReportFiles.link(report, drawn)));
        Files.writeString(report, page);
      }
    }
  }
}
