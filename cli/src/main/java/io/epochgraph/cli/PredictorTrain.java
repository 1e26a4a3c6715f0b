package io.epochgraph.cli;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.Predictor;
import io.epochgraph.evaluation.CorpusFile;
import io.epochgraph.evaluation.Judgement;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.Target;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits predictors to the runs that have ended. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Fits predictors to the runs that have ended and publishes them.",
      "",
      "The stages use them from the next epoch on: as challengers, or where there is no champion"
          + " yet, with one of them as the champion. Takes the signatures and outcomes that the"
          + " cluster keeps; trains no network."
    })
final class PredictorTrain implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--network",
      required = true,
      paramLabel = "NAME",
      description = "The network, for example lenet5.")
  private String network;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "The dataset, for example cifar10.")
  private String dataset;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the ids begin with. Default: NETWORK-DATASET.")
  private String name;

  @Option(
      names = {"--model", "--classifier"},
      paramLabel = "ridge|mlp|svm|kernel",
      description =
          "Only this one. A kernel regression takes what graph-stream makes with"
              + " epochgraph.graph.differences, and ten runs or more. Default: ridge, mlp and svm;"
              + " with --out, ridge.")
  private String model;

  @Option(
      names = "--window",
      paramLabel = "NAME",
      defaultValue = "expanding",
      description = "The windows to read. Default: ${DEFAULT-VALUE}.")
  private String window;

  @Option(
      names = "--input",
      split = ",",
      paramLabel = "PART",
      description =
          "What to see of them: curve, or graph:, change:, magnitude: or distance: before a"
              + " signature such as rolled/degree/raw; see the guide for more. Default:"
              + " distance:rolled/degree/raw, distance:rolled/eigenvector/raw, curve; for kernel"
              + " the graph's movement, curve and settings.")
  private List<String> inputs = List.of();

  @Option(
      names = "--target",
      paramLabel = "best|final",
      defaultValue = "best",
      description = "Which validation accuracy to predict. Default: ${DEFAULT-VALUE}.")
  private Outcome target;

  @Option(
      names = "--threshold",
      paramLabel = "FRACTION",
      description =
          "From which accuracy on a run is high. Default: 0.4 for cifar10, else the median.")
  private Double threshold;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Leave out this share of the runs, always the same ones, to judge on them with 'replay'."
              + " Default: ${DEFAULT-VALUE}.")
  private double holdOut;

  @Option(
      names = "--signatures-of",
      paramLabel = "REPLAY",
      description = "Take the signatures that a replay made, for example of other windows.")
  private String replay;

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description =
          "Take the runs of a file of 'epochgraph corpus' instead of the cluster's. With --out this"
              + " needs no cluster.")
  private Path corpus;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the fit. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the predictor to a file (.json or .avro) and publish nothing.")
  private Path out;

  @Option(names = "--promote", description = "Make it the champion: with --model, that one.")
  private boolean promote;

  /** Which accuracy. */
  enum Outcome {
    /** The best of all epochs. */
    BEST,
    /** The last one. */
    FINAL
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (out != null && promote) {
      throw new IllegalArgumentException("--out publishes nothing: --promote does not go with it");
    }
    FittingRequest request = request();
    if (corpus != null && out != null) {
      return write(fitToCorpus(request, List.of()));
    }
    ClusterSettings settings = cluster.settings();
    Topics live = Topics.of(settings);
    Topics topics =
        replay == null
            ? live
            : new Topics(
                live.prefix(), java.util.Map.of("signatures", live.prefix() + ".replay." + replay));
    var job = new FittingJob(settings, topics);
    List<FittingJob.Fit> fits =
        corpus == null
            ? job.fit(request)
            : fitToCorpus(request, new PredictorTopic(settings, live.predictors()).read());
    if (out != null) {
      return write(fits);
    }
    fits.forEach(it -> print(it.report()));
    job.publish(fits, request, FittingJob.Succession.CHALLENGE);
    if (promote) {
      String key =
          fits.stream()
              .map(it -> it.report().predictor())
              .filter(it -> fits.size() == 1 || it.id().equals(request.championId()))
              .findFirst()
              .orElseThrow()
              .key();
      new PredictorTopic(settings, live.predictors()).promote(key);
      System.out.println(key + " is the champion");
    }
    return 0;
  }

  private int write(List<FittingJob.Fit> fits) throws IOException {
    print(fits.getFirst().report());
    PredictorFile.write(out, fits.getFirst().predictor());
    System.out.printf("Written to %s; judge it with: epochgraph replay --predictor %s%n", out, out);
    return 0;
  }

  private List<FittingJob.Fit> fitToCorpus(FittingRequest request, List<Predictor> before)
      throws IOException {
    List<CorpusRun> all = CorpusFile.read(corpus);
    List<CorpusRun> cohort =
        all.stream()
            .filter(run -> run.getRun().getDescriptor().getNetwork().equals(network))
            .filter(run -> run.getRun().getDescriptor().getDataset().equals(dataset))
            .filter(run -> !request.isHeldOut(run.getRun().getRun()))
            .toList();
    if (!window.equals("expanding")) {
      throw new IllegalArgumentException(
          "--window %s: with --corpus, want expanding".formatted(window));
    }
    Instant fittedAt =
        cohort.stream()
            .map(run -> run.getRun().getChangedAt())
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return FittingJob.fit(request, Judgement.runs(cohort, request.target()), fittedAt, before);
  }

  private FittingRequest request() {
    var cohort = new Cohort(network, dataset);
    var defaults =
        FittingRequest.KERNEL.equals(model)
            ? FittingRequest.ofMovement(cohort, seed)
            : FittingRequest.of(cohort, seed);
    var models = new TreeMap<String, ModelSettings>(defaults.models());
    String only = out != null && model == null ? "ridge" : model;
    if (only != null) {
      if (!models.containsKey(only)) {
        throw new IllegalArgumentException(
            "--model %s: want ridge, mlp, svm or kernel".formatted(only));
      }
      models.keySet().retainAll(List.of(only));
    }
    return new FittingRequest(
        defaults.cohort(),
        target == Outcome.BEST ? Target.BEST_VALIDATION_ACCURACY : Target.FINAL_VALIDATION_ACCURACY,
        threshold == null ? defaults.threshold() : OptionalDouble.of(threshold),
        window,
        inputs.isEmpty() ? defaults.inputs() : InputSpec.parse(inputs),
        models,
        defaults.minimumRuns(),
        seed,
        name == null ? defaults.name() : name,
        holdOut);
  }

  private static void print(FitReport report) {
    System.out.printf(
        "%s, fitted on %d runs; high is from %s on%n",
        report.predictor().key(),
        report.predictor().fittedOn().size(),
        Percent.of(report.predictor().threshold()));
    System.out.println("  epoch  runs  error, each run left out  error of last accuracy");
    for (FitReport.Epoch epoch : report.epochs()) {
      if (epoch.covered()) {
        System.out.printf(
            "  %5d  %4d  %24s  %22s%n",
            epoch.endEpoch(),
            epoch.runs(),
            Percent.of(epoch.leaveOneOutError()),
            Percent.of(epoch.baselineError()));
      }
    }
  }
}
