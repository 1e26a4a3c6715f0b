package io.epochgraph.stage;

import java.util.List;
import org.slf4j.MDC;

/**
 * Names the run and the epoch at hand in each line that this thread logs, until it is closed:
 * {@code stage}, {@code run}, {@code attempt} and {@code epoch} in SLF4J's mapped context.
 */
public final class LogScope implements AutoCloseable {

  private final List<String> keys;

  private LogScope(List<String> keys) {
    this.keys = keys;
  }

  /** For a record of {@code run} that {@code stage} works on. */
  static LogScope run(String stage, String run) {
    MDC.put("stage", stage);
    MDC.put("run", run);
    return new LogScope(List.of("stage", "run"));
  }

  /** For an epoch of it. */
  public static LogScope epoch(int attempt, int epoch) {
    MDC.put("attempt", Integer.toString(attempt));
    MDC.put("epoch", Integer.toString(epoch));
    return new LogScope(List.of("attempt", "epoch"));
  }

  @Override
  public void close() {
    keys.forEach(MDC::remove);
  }
}
