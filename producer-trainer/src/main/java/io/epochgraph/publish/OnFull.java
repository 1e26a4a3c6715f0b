package io.epochgraph.publish;

/** What becomes of an epoch when too much still waits to be sent. */
public enum OnFull {
  /** It is skipped and counted, and its metrics go with the next manifest: training never waits. */
  SKIP,
  /** The caller waits until there is room: every epoch is published. */
  BLOCK
}
