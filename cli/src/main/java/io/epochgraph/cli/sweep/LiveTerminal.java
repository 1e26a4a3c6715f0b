package io.epochgraph.cli.sweep;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Lines that scroll, and below them a block that is drawn anew several times a second. Where output
 * goes to a file or a pipe there is no block, only lines.
 */
final class LiveTerminal implements AutoCloseable {

  private static final int REDRAW_MILLIS = 250;
  private static final int USUAL_HEIGHT = 24;
  private static final String CLEAR_BELOW = "\u001b[0J";

  private final PrintStream out = System.out;
  private final boolean interactive;
  private final IntFunction<List<String>> block;
  private final Deque<String> pending = new ArrayDeque<>();
  private final int height;
  private final Thread thread;
  private int drawn;
  private volatile boolean closed;

  private LiveTerminal(boolean interactive, IntFunction<List<String>> block) {
    this.interactive = interactive;
    this.block = block;
    this.height = interactive ? height() : USUAL_HEIGHT;
    this.thread = Thread.ofVirtual().name("terminal").unstarted(this::redrawUntilClosed);
  }

  /** Whether somebody sits there and can see a block redrawn. */
  static boolean isInteractive() {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return terminal && !"dumb".equals(System.getenv("TERM"));
  }

  /** Draws what {@code block} gives for the number of lines that there is room for. */
  static LiveTerminal open(boolean interactive, IntFunction<List<String>> block) {
    var terminal = new LiveTerminal(interactive, block);
    if (interactive) {
      terminal.thread.start();
    }
    return terminal;
  }

  /** Prints a line above the block. */
  void line(String text) {
    synchronized (pending) {
      if (interactive && !closed) {
        pending.add(text);
      } else {
        out.println(text);
      }
    }
  }

  /** Draws the block a last time and leaves it. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    redraw();
  }

  private void redrawUntilClosed() {
    try {
      while (!closed) {
        redraw();
        Thread.sleep(REDRAW_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void redraw() {
    var text = new StringBuilder();
    synchronized (pending) {
      if (interactive) {
        if (drawn > 0) {
          text.append("\u001b[").append(drawn).append('A').append('\r').append(CLEAR_BELOW);
        }
        pending.forEach(line -> text.append(line).append('\n'));
        pending.clear();
        List<String> lines = block.apply(height - 2);
        lines.forEach(line -> text.append(line).append('\n'));
        drawn = lines.size();
      }
      out.print(text);
      out.flush();
    }
  }

  private static int height() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
        return Math.max(USUAL_HEIGHT / 2, Integer.parseInt(size.strip().split(" ", 2)[0]));
      }
    } catch (IOException | NumberFormatException e) {
      return USUAL_HEIGHT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return USUAL_HEIGHT;
  }
}
