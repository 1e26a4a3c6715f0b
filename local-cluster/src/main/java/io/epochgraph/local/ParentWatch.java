package io.epochgraph.local;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Ends a child JVM when its parent is gone, be it by SIGKILL: then its standard input ends. */
public final class ParentWatch {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private ParentWatch() {}

  /** Watches from now on; {@link ChildJvm} leaves the standard input open as long as it lives. */
  public static void start() {
    Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::watch);
  }

  private static void watch() {
    awaitEndOfInput();
    Thread.ofPlatform().daemon().name("parent-watch-halt").start(ParentWatch::haltAfterGrace);
    System.exit(0);
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // a broken pipe tells the same as its end
    }
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
