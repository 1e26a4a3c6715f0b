package io.epochgraph.cli;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.Predictor;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The predictors of a cluster. */
@Command(
    name = "predictor",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Fits predictors, and lists them.",
    subcommands = {PredictorCommand.Train.class, PredictorCommand.Show.class})
final class PredictorCommand {

  /** Fits predictors to the runs that have ended. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = {
        "Fits predictors to the runs that have ended and publishes them.",
        "",
        "The stages use them from the next epoch on. Takes the signatures and outcomes that the"
            + " cluster keeps; trains no network."
      })
  static final class Train implements Callable<Integer> {

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
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed of the fit. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
      ClusterSettings settings = cluster.settings();
      var job = new FittingJob(settings, Topics.of(settings));
      var request = FittingRequest.of(new Cohort(network, dataset), seed);
      for (FitReport report : job.run(request)) {
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
      return 0;
    }
  }

  /** Lists what is on the topic. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the predictors of a cluster.")
  static final class Show implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Override
    public Integer call() {
      ClusterSettings settings = cluster.settings();
      var byKey = new TreeMap<String, Predictor>();
      for (var entry : TopicScan.read(Topics.of(settings).predictors(), settings)) {
        byKey.put(entry.key(), entry.value());
      }
      if (byKey.isEmpty()) {
        System.out.println("No predictors yet. Fit some with: epochgraph predictor train");
        return 0;
      }
      System.out.printf(
          "%-40s %-8s %6s %9s  %s%n", "predictor", "window", "runs", "high from", "epochs");
      byKey.forEach(
          (key, predictor) ->
              System.out.printf(
                  "%-40s %-8s %6d %9s  %s%n",
                  key,
                  predictor.getWindow(),
                  predictor.getFittedOn().size(),
                  Percent.of(predictor.getThreshold()),
                  predictor.getModels().stream().map(EpochModel::getEndEpoch).toList()));
      return 0;
    }
  }
}
