package io.epochgraph.cli.doctor;

/** How a finding is to be taken, the worst last. */
public enum Verdict {
  /** As it should be. */
  OK,
  /** Works, or cannot be told; somebody should look at it. */
  WARN,
  /** Something does not work, or loses data. */
  FAIL
}
