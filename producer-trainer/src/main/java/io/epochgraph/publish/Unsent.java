package io.epochgraph.publish;

/**
 * Something of a run that did not reach the broker, or of which that is not certain.
 *
 * @param run the run
 * @param attempt its attempt
 * @param what which record of it
 * @param epoch the epoch, the last epoch for an end, 0 for a start
 */
public record Unsent(String run, int attempt, What what, int epoch) {

  /** Which record of a run. */
  public enum What {
    /** The record that says it trains. */
    START,
    /** An epoch's weights and manifest. */
    EPOCH,
    /** The record that says how it ended. */
    END
  }

  @Override
  public String toString() {
    String record =
        switch (what) {
          case START -> "start";
          case EPOCH -> "epoch " + epoch;
          case END -> "end";
        };
    return "%s of run %s, attempt %d".formatted(record, run, attempt);
  }
}
