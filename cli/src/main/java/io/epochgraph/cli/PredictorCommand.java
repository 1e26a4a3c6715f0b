package io.epochgraph.cli;

import io.epochgraph.contract.Predictor;
import io.epochgraph.dashboard.DashboardModel;
import io.epochgraph.dashboard.PredictorSummary;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The predictors of a cluster. */
@Command(
    name = "predictor",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Fits predictors, says how they do, and chooses the champion.",
      "",
      "Of each network, dataset and target one predictor is the champion, whose predictions are"
          + " shown; challengers predict beside it, to be compared; retired ones predict no more."
    },
    subcommands = {
      PredictorTrain.class,
      PredictorInstall.class,
      PredictorCommand.Listing.class,
      PredictorCommand.Show.class,
      PredictorCommand.Promote.class,
      PredictorCommand.Retire.class
    })
final class PredictorCommand {

  /** How all predictors do, over the scores that are there now. */
  private static List<PredictorSummary> summaries(
      ClusterSettings settings, Topics topics, List<Predictor> predictors) {
    var model = new DashboardModel();
    predictors.forEach(it -> model.accept(Predictor.newBuilder(it).build()));
    Instant now = Instant.now();
    TopicScan.read(topics.scores(), settings).forEach(it -> model.accept(it.value(), now));
    return model.summary().predictors();
  }

  private static PredictorTopic topic(ClusterSettings settings) {
    return new PredictorTopic(settings, Topics.of(settings).predictors());
  }

  /** Which predictor of which cluster. */
  static final class Choice {

    @Mixin private ClusterOptions cluster;

    @Parameters(
        paramLabel = "ID[@VERSION]",
        description = "The predictor; without a version the highest one.")
    private String name;
  }

  /** Lists what is on the topic. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the predictors of a cluster, and how they do.",
        "",
        "Over all scored predictions of runs that a predictor was not fitted on: the mean absolute"
            + " error in points and how often high or low was right, beside the last accuracy"
            + " taken as the prediction."
      })
  static final class Listing implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Override
    public Integer call() {
      ClusterSettings settings = cluster.settings();
      List<Predictor> predictors = topic(settings).read();
      if (predictors.isEmpty()) {
        System.out.println("No predictors yet. Fit some with: epochgraph predictor train");
        return 0;
      }
      PredictorTable.lines(predictors, summaries(settings, Topics.of(settings), predictors))
          .forEach(System.out::println);
      return 0;
    }
  }

  /** One predictor in full. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what a predictor is and how it does, epoch by epoch.")
  static final class Show implements Callable<Integer> {

    @Mixin private Choice choice;

    @Option(
        names = "--json",
        description = "Its record in Avro's JSON, which 'replay --predictor' takes as a file.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      ClusterSettings settings = choice.cluster.settings();
      List<Predictor> predictors = topic(settings).read();
      Predictor predictor = PredictorTopic.find(predictors, choice.name);
      if (json) {
        System.out.println(PredictorFile.json(predictor));
        return 0;
      }
      PredictorSummary summary =
          summaries(settings, Topics.of(settings), predictors).stream()
              .filter(it -> PredictorTable.key(it).equals(PredictorCodec.key(predictor)))
              .findFirst()
              .orElseThrow();
      PredictorTable.lines(predictor, summary).forEach(System.out::println);
      return 0;
    }
  }

  /** Makes a predictor the champion. */
  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a predictor the champion of its network, dataset and target.",
        "",
        "The champion before it goes on as a challenger. The stages follow from the next epoch on."
      })
  static final class Promote implements Callable<Integer> {

    @Mixin private Choice choice;

    @Override
    public Integer call() throws InterruptedException {
      PredictorTopic.Change change = topic(choice.cluster.settings()).promote(choice.name);
      System.out.println(
          change.other().isEmpty()
              ? change.key() + " is the champion"
              : "%s is the champion; %s is a challenger"
                  .formatted(change.key(), PredictorCodec.key(change.other().get())));
      return 0;
    }
  }

  /** Takes a predictor out of service. */
  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = {
        "Lets a predictor predict no more.",
        "",
        "Where it was the champion, the one that was promoted before it takes its place. 'predictor"
            + " promote' brings it back."
      })
  static final class Retire implements Callable<Integer> {

    @Mixin private Choice choice;

    @Override
    public Integer call() throws InterruptedException {
      PredictorTopic.Change change = topic(choice.cluster.settings()).retire(choice.name);
      System.out.println(
          change.other().isEmpty()
              ? change.key() + " is retired; its network and dataset have no champion now"
              : "%s is retired; the champion is %s"
                  .formatted(change.key(), PredictorCodec.key(change.other().get())));
      return 0;
    }
  }
}
