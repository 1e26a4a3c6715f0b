package io.epochgraph.telemetry;

import java.util.Optional;

/** How a process is. */
public interface Vitals {

  /** Why it should be started anew; empty while it lives. */
  Optional<String> failure();

  /** Why it does not work now, though it may again; empty while it works. */
  Optional<String> obstacle();
}
