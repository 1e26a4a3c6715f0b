package io.epochgraph.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Worker} in a JVM of its own, seen from its parent. */
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int LAST_LINES = 20;
  private static final int FLUSH_SECONDS = 33;
  private static final int KILL_SECONDS = 5;

  private final Process process;
  private final BufferedReader events;
  private final Deque<String> errors = new ArrayDeque<>();
  private final Thread errorReader;

  private WorkerProcess(Process process) {
    this.process = process;
    this.events = process.inputReader(StandardCharsets.UTF_8);
    this.errorReader = Thread.ofVirtual().start(this::readErrors);
  }

  /**
   * Starts a worker with this process's JVM and classpath.
   *
   * @param heapMegabytes the bound of its heap; PyTorch takes some 500 MB beside it
   */
  static WorkerProcess start(WorkerSettings settings, int heapMegabytes) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Dai.djl.offline=true",
            "-Dlogback.configurationFile=io/epochgraph/trainer/worker-logback.xml",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            Worker.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MKL_NUM_THREADS", "1");
    var worker = new WorkerProcess(builder.start());
    worker.send(settings);
    return worker;
  }

  long pid() {
    return process.pid();
  }

  /** Writes a record to the worker; one that has died says so at the next {@link #next}. */
  void send(Object message) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((JsonLines.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      LOG.debug("worker {} takes no more input", pid(), e);
    }
  }

  /** The worker's next event, or {@code null} if it is gone. */
  WorkerEvent next() {
    try {
      String line = events.readLine();
      return line == null ? null : JsonLines.read(line, WorkerEvent.class);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("worker {} was cut short", pid(), e);
      return null;
    }
  }

  /** How the worker died: its exit code and the last lines of its log. */
  String obituary() throws InterruptedException {
    process.destroyForcibly().waitFor();
    errorReader.join(1_000);
    synchronized (errors) {
      return "worker %d exited with code %d; its last words: %s"
          .formatted(
              pid(),
              process.exitValue(),
              errors.isEmpty() ? "none" : String.join("\n", List.copyOf(errors)));
    }
  }

  /** Ends the worker's input, and so the worker, in about a second if it is busy. */
  void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("worker {} was gone already", pid(), e);
    }
  }

  /** Waits so long for the worker to exit, and then kills it. */
  void await(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Ends the worker once it has nothing more to do; waits for its listeners to close. */
  @Override
  public void close() {
    stop();
    try {
      await(TimeUnit.SECONDS.toMillis(FLUSH_SECONDS));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.info("worker {}: {}", pid(), line);
        synchronized (errors) {
          errors.addLast(line);
          if (errors.size() > LAST_LINES) {
            errors.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("worker {}: its log ends", pid(), e);
    }
  }
}
