package io.epochgraph.cli.replay;

import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.predictorstream.PredictorStreamTopology;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.signaturestream.SignatureStreamTopology;
import io.epochgraph.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a replay begins with: the live topics that it reads, and the stages that it runs. */
public enum ReplaySource {
  /** The retained signatures: a new predictor on the windows and features that there are. */
  SIGNATURES,
  /** The retained graph statistics: other windows. */
  STATISTICS,
  /** The manifests and the weights that they name: other graphs and features. */
  EPOCHS;

  /**
   * One stage of a replay.
   *
   * @param reads what it reads to the end
   * @param writes what it writes, beside dead letters
   */
  record Step(
      Stage stage,
      Function<Topics, List<Topic<?>>> reads,
      Function<Topics, List<Topic<?>>> writes) {}

  private static final Step GRAPHS =
      new Step(
          GraphStreamTopology.STAGE,
          topics -> List.of(topics.epochs()),
          topics -> List.of(topics.graphStatistics()));
  private static final Step SIGNATURES_STEP =
      new Step(
          SignatureStreamTopology.STAGE,
          topics -> List.of(topics.graphStatistics()),
          topics -> List.of(topics.signatures()));
  private static final Step PREDICTIONS =
      new Step(
          PredictorStreamTopology.STAGE,
          topics -> List.of(topics.signatures(), topics.runs()),
          topics -> List.of(topics.predictions(), topics.scores()));

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code live}'s topics where the replay reads, its own everywhere else. */
  Topics topics(Topics liveTopics, String ownPrefix) {
    Set<String> live =
        switch (this) {
          case SIGNATURES -> Set.of("signatures", "runs");
          case STATISTICS -> Set.of("graph-statistics", "runs");
          case EPOCHS -> Set.of("epochs", "weights", "runs");
        };
    return liveTopics.forkedAs(ownPrefix, live);
  }

  /** The stages in order; without {@code predicting} the last one is left out. */
  List<Step> steps(boolean predicting) {
    var steps = new ArrayList<Step>();
    switch (this) {
      case SIGNATURES -> {
        // nothing comes before the predictions
      }
      case STATISTICS -> steps.add(SIGNATURES_STEP);
      case EPOCHS -> steps.addAll(List.of(GRAPHS, SIGNATURES_STEP));
    }
    if (predicting) {
      steps.add(PREDICTIONS);
    }
    return steps;
  }

  /** The topics that the replay makes. */
  List<Topic<?>> owned(Topics topics, boolean predicting) {
    Stream<Topic<?>> written =
        steps(predicting).stream().flatMap(step -> step.writes().apply(topics).stream());
    return Stream.concat(written, Stream.of(topics.predictors(), topics.deadLetters())).toList();
  }
}
