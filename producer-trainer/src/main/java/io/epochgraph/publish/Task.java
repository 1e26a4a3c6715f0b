package io.epochgraph.publish;

import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import java.time.Instant;
import java.util.List;

/** What the training thread hands over to the sender, in the order in which it is sent. */
sealed interface Task {

  /** The run that it is of. */
  RunChain chain();

  /** A record of the run's status. */
  record Status(RunChain chain, Unsent.What what, Run run) implements Task {}

  /**
   * An epoch with its weights.
   *
   * @param bytes of its weights
   * @param held bytes of them that are copied and wait in memory
   */
  record Epoch(
      RunChain chain,
      int epoch,
      List<OutgoingLayer> layers,
      Metrics metrics,
      Instant trainedAt,
      long bytes,
      long held)
      implements Task {}

  /** An epoch without its weights, for which there was no room. */
  record Skipped(RunChain chain, int epoch, Metrics metrics) implements Task {}
}
