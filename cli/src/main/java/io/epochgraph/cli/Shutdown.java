package io.epochgraph.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes things, the latest first, when the process is told to stop; not where they are closed. */
final class Shutdown implements AutoCloseable {

  private final Deque<AutoCloseable> things = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeAll, "shutdown");

  private Shutdown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Closes {@code thing} at shutdown. */
  static Shutdown closing(AutoCloseable thing) {
    return new Shutdown().alsoFirst(thing);
  }

  /** Closes {@code thing} too, before what was named earlier. */
  Shutdown alsoFirst(AutoCloseable thing) {
    synchronized (things) {
      things.push(thing);
    }
    return this;
  }

  @Override
  public void close() {
    synchronized (things) {
      things.clear();
    }
  }

  private void closeAll() {
    synchronized (things) {
      while (!things.isEmpty()) {
        try {
          things.pop().close();
        } catch (Exception e) {
          System.err.println("epochgraph: " + e.getMessage());
        }
      }
    }
  }
}
