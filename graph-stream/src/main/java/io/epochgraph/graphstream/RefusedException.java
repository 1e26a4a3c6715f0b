package io.epochgraph.graphstream;

import io.epochgraph.stage.Refusal;

/** An epoch that cannot be used. It is caught in this package and becomes a dead letter. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(String code, String reason) {
    this(new Refusal(code, reason));
  }

  RefusedException(Refusal refusal) {
    super(refusal.reason());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
