package io.epochgraph.cli;

import io.epochgraph.cli.sweep.JsonLines;
import io.epochgraph.cli.sweep.PredictionText;
import io.epochgraph.contract.Prediction;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predictions as they come. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Prints each prediction as it is made, until Ctrl-C.",
      "",
      "Those of the champion of each cohort; with --all those of its challengers, too."
    })
final class WatchCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Option(names = "--json", description = "One JSON object a line, for programs.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Earlier predictions too.")
  private boolean fromBeginning;

  @Option(names = "--all", description = "Those of challengers, too.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    ClusterSettings settings = cluster.settings();
    TopicTail.From from = fromBeginning ? TopicTail.From.BEGINNING : TopicTail.From.NOW;
    try (var tail =
            TopicTail.follow(Topics.of(settings).predictions(), settings, from, this::print);
        var _ = Shutdown.closing(tail)) {
      tail.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
    return 0;
  }

  private void print(Prediction prediction) {
    if (!all && Boolean.FALSE.equals(prediction.getChampion())) {
      return;
    }
    System.out.println(json ? JsonLines.of(prediction) : PredictionText.of(prediction));
  }
}
