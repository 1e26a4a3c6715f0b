package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Prediction;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import java.util.List;
import java.util.Optional;

/**
 * One run as the board shows it.
 *
 * @param settings what it is
 * @param epoch the last epoch that has ended; -1 before epoch 0
 * @param done the fraction of all its batches that are trained
 * @param accuracy the last validation accuracy; NaN where there is none
 * @param latest the champion's latest word on it
 * @param live the champion's predictions made while it trained, by epoch
 * @param fittedOn whether the champion's latest version was fitted on it
 * @param outcome how it ended
 */
record RunView(
    RunSettings settings,
    int epoch,
    double done,
    double accuracy,
    Optional<Prediction> latest,
    List<Prediction> live,
    boolean fittedOn,
    Optional<RunOutcome> outcome) {

  String run() {
    return settings.run();
  }
}
