package io.epochgraph.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.cli.corpus.EvaluationText;
import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.CorpusFile;
import io.epochgraph.evaluation.CorpusObservations;
import io.epochgraph.evaluation.Evaluations;
import io.epochgraph.evaluation.WayScores;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.Target;
import io.epochgraph.predictorstream.FittingRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How good predictions are on a corpus. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Says how good predictions are on a corpus, epoch by epoch. Needs no cluster.",
      "",
      "Fits the paper's signatures with each feature, average and classifier, the curve, the"
          + " graph's change and both, to all runs but a part, and predicts that part, in turn."
          + " Beside them stands the plain forecast that a run ends where it is. Runs count that"
          + " have not diverged by the epoch. The same corpus gives the same figures."
    })
final class EvaluateCommand implements Callable<Integer> {

  private static final int WINDOW = 10;

  @Parameters(paramLabel = "CORPUS", description = "A file of 'epochgraph corpus'.")
  private Path file;

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
      description = "Write all figures there, with the lowest and highest of the repeats.")
  private Path json;

  /** What is predicted. */
  enum Outcome {
    BEST,
    FINAL
  }

  @Override
  public Integer call() throws Exception {
    var since = Stopwatch.start();
    List<CorpusRun> corpus = CorpusFile.read(file);
    Target of =
        target == Outcome.BEST ? Target.BEST_VALIDATION_ACCURACY : Target.FINAL_VALIDATION_ACCURACY;
    List<FittingRun> runs = CorpusObservations.of(corpus, of, WINDOW, true);
    double from = PredictorFitter.threshold(runs, threshold(corpus));
    System.out.printf(
        "%d runs, %d of them high (from %s on)%n",
        runs.size(), runs.stream().filter(run -> run.outcome() >= from).count(), Percent.of(from));
    List<WayScores> scores =
        new Evaluations(folds, repeats, seed).of(runs, Evaluations.ways(), of, from);
    EvaluationText.lines(scores).forEach(System.out::println);
    if (json != null) {
      new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), scores);
    }
    System.out.printf("%nEvaluated in %s.%n", since.elapsed());
    return 0;
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
