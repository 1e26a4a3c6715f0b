package io.epochgraph.benchmarks.large;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A child JVM whose memory is watched: the heap by its collector's log, the rest by {@code /proc}.
 * It takes a line for each piece of work, and answers with the seconds that it took.
 */
final class MeasuredProcess implements AutoCloseable {

  private static final Duration SAMPLE = Duration.ofMillis(20);
  private static final long GRACE_SECONDS = 10;
  private static final Pattern AFTER = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");
  private static final Pattern STATUS = Pattern.compile("(VmHWM|RssAnon):\\s+(\\d+) kB");

  private final Process process;
  private final Path collections;
  private final BufferedReader answers;
  private final Thread sampler;
  private volatile long resident;
  private volatile long anonymous;

  private MeasuredProcess(Process process, Path collections) {
    this.process = process;
    this.collections = collections;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.sampler = Thread.ofPlatform().daemon().name("memory").start(this::sample);
  }

  /** Starts {@code main} on this JVM's class path and Java, as the launcher does. */
  static MeasuredProcess start(Path directory, List<String> flags, Class<?> main, String... args)
      throws IOException {
    Path collections = directory.resolve(main.getSimpleName() + "-gc.log");
    Files.deleteIfExists(collections);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xlog:gc:file=" + collections,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new MeasuredProcess(process, collections);
  }

  /** Has it do a piece of work; the seconds that it took. */
  double does(String work) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(work).append('\n').flush();
    return Double.parseDouble(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(process.info().commandLine().orElse("a child") + " has ended");
    }
    return line;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Megabytes that the heap held at most right after a collection; 0 where there was none. */
  long peakHeap() throws IOException {
    long peak = 0;
    Matcher matcher = AFTER.matcher(Files.readString(collections));
    while (matcher.find()) {
      peak = Math.max(peak, Long.parseLong(matcher.group(1)));
    }
    return peak;
  }

  /** Megabytes that were resident at most, pages of mapped files among them. */
  long peakResident() {
    return resident / 1024;
  }

  /** The same without the pages of files, which the kernel takes back when it wants to. */
  long peakAnonymous() {
    return anonymous / 1024;
  }

  private void sample() {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    try {
      while (process.isAlive()) {
        Matcher matcher = STATUS.matcher(Files.readString(status));
        while (matcher.find()) {
          long kilobytes = Long.parseLong(matcher.group(2));
          if (matcher.group(1).equals("VmHWM")) {
            resident = Math.max(resident, kilobytes);
          } else {
            anonymous = Math.max(anonymous, kilobytes);
          }
        }
        Thread.sleep(SAMPLE);
      }
    } catch (IOException | UncheckedIOException e) {
      // it has ended, or the system has no such file
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      sampler.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
