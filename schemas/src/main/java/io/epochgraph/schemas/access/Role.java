package io.epochgraph.schemas.access;

import java.util.Locale;

/** A part that somebody plays on a cluster. A principal may play several. */
public enum Role {
  /** Prepares the cluster and looks after it. */
  OPERATOR("topics create, doctor"),
  /** Publishes runs: {@code epochgraph publish}, or a training loop with its own publisher. */
  PUBLISHER("publish, a training loop of one's own"),
  /** Trains and publishes, and shows the predictions. */
  TRAINER("train (with --fit also fitting)"),
  /** The stage of this name. */
  GRAPH_STREAM("stage graph-stream"),
  /** The stage of this name. */
  SIGNATURE_STREAM("stage signature-stream"),
  /** The stage of this name. */
  PREDICTOR_STREAM("stage predictor-stream"),
  /** Fits predictors and publishes them. */
  FITTING("predictor train"),
  /** Shows runs, predictions and dead letters. */
  DASHBOARD("dashboard, predictor list, dead-letters"),
  /** Acts on predictions. */
  SCHEDULER("watch, a program that stops hopeless runs"),
  /** Sends the records of dead letters again. */
  REPAIR("dead-letters send-again"),
  /** Runs the stages over again, on topics of its own. */
  REPLAY("replay");

  private final String commands;

  Role(String commands) {
    this.commands = commands;
  }

  /** Its name in commands and principals, for example "graph-stream". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The commands that want it, for people. */
  public String commands() {
    return commands;
  }

  @Override
  public String toString() {
    return label();
  }
}
