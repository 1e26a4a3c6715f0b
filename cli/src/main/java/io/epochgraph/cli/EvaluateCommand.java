package io.epochgraph.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.cli.corpus.EvaluationCost;
import io.epochgraph.cli.corpus.EvaluationPlots;
import io.epochgraph.cli.corpus.EvaluationReport;
import io.epochgraph.cli.corpus.EvaluationText;
import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.Balance;
import io.epochgraph.evaluation.CorpusFile;
import io.epochgraph.evaluation.Evaluations;
import io.epochgraph.evaluation.Judged;
import io.epochgraph.evaluation.Judgement;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.Target;
import io.epochgraph.predictorstream.FittingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How good predictions are on a corpus. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Says how good predictions are on a corpus, epoch by epoch. Needs no cluster.",
      "",
      "Fits many ways to predict, the paper's, plain ones and ours, to all runs but a part, and"
          + " predicts that part, in turn. The same corpus gives the same figures. Of several"
          + " corpora each is judged, and predictors of each are tried on all others."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CORPUS", arity = "1..*", description = "Files of 'epochgraph corpus'.")
  private List<Path> files;

  @Option(
      names = "--target",
      paramLabel = "best|final",
      defaultValue = "best",
      description =
          "Predict the best validation accuracy of all epochs, or the last. Default:"
              + " ${DEFAULT-VALUE}.")
  private Outcome target;

  @Option(
      names = "--threshold",
      paramLabel = "FRACTION",
      description = "From here on a run is high. Default: 0.4 on cifar10, else the runs' median.")
  private Double threshold;

  @Option(
      names = "--balanced",
      description =
          "As many high runs as low ones, as in the paper: of the kind that is more frequent only"
              + " some, drawn by seed.")
  private boolean balanced;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "1",
      description = "Divide the runs so many times. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Parts of a division. Default: ${DEFAULT-VALUE}, as in the paper.")
  private int folds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the divisions and the fits. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures there, with their intervals.")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write all tables there, as a page in Markdown with plots beside it.")
  private Path report;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description =
          "Write plots there as SVG. Default: beside the report, in a directory of its name.")
  private Path plots;

  /** What is predicted. */
  enum Outcome {
    BEST,
    FINAL
  }

  /** A corpus to judge. */
  private record Corpus(String name, List<CorpusRun> runs, List<FittingRun> seen, double from) {}

  @Override
  public Integer call() throws Exception {
    var since = Stopwatch.start();
    List<Corpus> corpora = new ArrayList<>();
    for (Path file : files) {
      corpora.add(read(file));
    }
    var judgement = new Judgement(new Evaluations(folds, repeats, seed));
    List<Judged> judged = new ArrayList<>();
    for (Corpus corpus : corpora) {
      Judged one = judgement.of(corpus.name(), corpus.runs(), target(), corpus.from());
      System.out.printf(
          "%s: %d runs, %d of them high (from %s on)%n",
          one.cohort(), one.runs(), one.high(), Percent.of(one.threshold()));
      EvaluationText.lines(one).forEach(System.out::println);
      System.out.println();
      judged.add(one);
    }
    List<Judgement.Transfer> transfers = transfers(corpora);
    if (json != null) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("corpora", judged);
      all.put("transfers", transfers);
      new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
    }
    write(corpora, judged, transfers);
    System.out.printf("Evaluated in %s.%n", since.elapsed());
    return 0;
  }

  private Corpus read(Path file) throws IOException {
    List<CorpusRun> runs = CorpusFile.read(file);
    List<FittingRun> seen = Judgement.runs(runs, target());
    double from = PredictorFitter.threshold(seen, threshold(runs));
    if (balanced) {
      runs = Balance.of(runs, target(), from, seed);
      seen = Judgement.runs(runs, target());
    }
    return new Corpus(ReportFiles.corpus(file), runs, seen, from);
  }

  private Target target() {
    return target == Outcome.BEST
        ? Target.BEST_VALIDATION_ACCURACY
        : Target.FINAL_VALIDATION_ACCURACY;
  }

  private List<Judgement.Transfer> transfers(List<Corpus> corpora) {
    List<Judgement.Transfer> transfers = new ArrayList<>();
    for (Corpus from : corpora) {
      for (Corpus to : corpora) {
        if (!from.name().equals(to.name())) {
          transfers.add(
              Judgement.transfer(
                  from.name(), from.seen(), to.name(), to.seen(), target(), to.from()));
        }
      }
    }
    return transfers;
  }

  private void write(List<Corpus> corpora, List<Judged> judged, List<Judgement.Transfer> transfers)
      throws IOException {
    if (report == null && plots == null) {
      return;
    }
    Path directory = plots == null ? ReportFiles.plots(report) : plots;
    var page = new EvaluationReport(ReportFiles.command(spec));
    for (Judged one : judged) {
      List<String> names = EvaluationPlots.write(directory, one);
      page.add(
          one,
          names.stream()
              .map(
                  name -> report == null ? name : ReportFiles.link(report, directory.resolve(name)))
              .toList());
    }
    if (report == null) {
      return;
    }
    page.addTransfers(transfers);
    List<EvaluationCost> costs = new ArrayList<>();
    for (Corpus corpus : corpora) {
      costs.add(EvaluationCost.measure(corpus.name(), corpus.runs(), corpus.seen(), corpus.from()));
    }
    page.addCosts(costs);
    Files.writeString(report, page.text() + "\n");
  }

  /** The one that was asked for, or else that of predictors for the same runs. */
  private OptionalDouble threshold(List<CorpusRun> corpus) {
    if (threshold != null) {
      return OptionalDouble.of(threshold);
    }
    List<OptionalDouble> usual =
        corpus.stream()
            .map(run -> run.getRun().getDescriptor())
            .map(run -> FittingRequest.of(new Cohort(run.getNetwork(), run.getDataset()), seed))
            .map(FittingRequest::threshold)
            .distinct()
            .toList();
    return usual.size() == 1 ? usual.getFirst() : OptionalDouble.empty();
  }
}
