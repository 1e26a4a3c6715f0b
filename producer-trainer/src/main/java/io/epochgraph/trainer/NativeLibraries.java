package io.epochgraph.trainer;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * PyTorch, loaded once a process: with one thread, so that results do not depend on the cores, and
 * without DJL's telemetry. On a machine's first use DJL unpacks 430 MB, some 10 seconds; meanwhile
 * other processes wait.
 */
final class NativeLibraries {
  private static boolean loaded;

  private NativeLibraries() {}

  static synchronized void load() {
    if (loaded) {
      return;
    }
    System.setProperty("OPT_OUT_TRACKING", "true");
    Path cache = Utils.getCacheDir();
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
              FileChannel.open(
                  cache.resolve("epochgraph.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        loaded = lock.isValid() && Engine.getInstance() != null;
        JniUtils.setNumThreads(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PyTorch into " + cache, e);
    }
  }
}
