package io.epochgraph.cli.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints how far a replay is: in a terminal each second on one line, else a line now and then. */
public final class PrintedProgress implements ReplayProgress {

  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private String stage = "";
  private long size;
  private long since;
  private long told;

  /** Prints to {@code out}; {@code terminal} says whether a line can be written again. */
  public PrintedProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void begin(String newStage, long newSize) {
    stage = newStage;
    size = newSize;
    since = System.nanoTime();
    told = since;
  }

  @Override
  public void reached(long done) {
    long now = System.nanoTime();
    Duration pause = terminal ? OFTEN : NOW_AND_THEN;
    if (now - told < pause.toNanos()) {
      return;
    }
    told = now;
    String text =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d records, %d %%, %,.0f a second",
            stage,
            done,
            size,
            100 * done / Math.max(1, size),
            done / ((now - since) / 1e9));
    if (terminal) {
      out.print("\r\u001b[K" + text);
      out.flush();
    } else {
      out.println(text);
    }
  }

  @Override
  public void end(Passage passage) {
    out.println((terminal ? "\r\u001b[K" : "") + passage.text());
  }
}
