package io.epochgraph.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines of input, read ahead by a thread of its own, so that the end of input is noticed while a
 * run is trained. The end ends the process too: the run in flight is cancelled, and whatever still
 * holds the process up then is cut off.
 */
final class Inbox {
  private static final int BUSY_MILLIS = 1_000;
  private static final int IDLE_MILLIS = 32_000;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private Runnable atEnd;
  private boolean waiting;
  private boolean ended;

  private Inbox() {}

  static Inbox of(BufferedReader input) {
    var inbox = new Inbox();
    Thread.ofPlatform().daemon().name("input").start(() -> inbox.read(input));
    return inbox;
  }

  /** The next line, or {@code null} at the end. */
  String next() throws InterruptedException {
    synchronized (this) {
      waiting = true;
      atEnd = null;
    }
    Optional<String> line = lines.take();
    synchronized (this) {
      waiting = line.isEmpty();
    }
    return line.orElse(null);
  }

  /** What to do at the end of input, until the next line is asked for. */
  synchronized void atEnd(Runnable action) {
    atEnd = action;
    if (ended) {
      action.run();
    }
  }

  private void read(BufferedReader input) {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      System.err.println("input ends: " + e);
    }
    lines.add(Optional.empty());
    boolean idle;
    synchronized (this) {
      ended = true;
      idle = waiting;
      if (atEnd != null) {
        atEnd.run();
      }
    }
    try {
      Thread.sleep(idle ? IDLE_MILLIS : BUSY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
