package io.epochgraph.cli;

import io.epochgraph.contract.Predictor;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.predictorstream.ShippedPredictors;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a cluster the predictors that ship. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes the predictors that come with epochgraph, fitted on its corpora.",
      "",
      "Each becomes the champion of its network and dataset where there is none yet. They read"
          + " graphs of differences: set epochgraph.graph.differences of graph-stream to"
          + " since-start,since-previous. Those that are there already are left as they are."
    })
final class PredictorInstall implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws InterruptedException {
    install(cluster.settings(), System.out::println);
    return 0;
  }

  static void install(ClusterSettings settings, Consumer<String> progress)
      throws InterruptedException {
    var topic = new PredictorTopic(settings, Topics.of(settings).predictors());
    List<Predictor> installed = topic.install(ShippedPredictors.all());
    for (Predictor predictor : installed) {
      progress.accept(
          "Predictor %s, fitted on %d runs%s"
              .formatted(
                  PredictorCodec.key(predictor),
                  predictor.getFittedOn().size(),
                  predictor.getPromotion() > 0 ? ", the champion" : ""));
    }
    if (installed.isEmpty()) {
      progress.accept("All predictors that ship are there already.");
    }
  }
}
