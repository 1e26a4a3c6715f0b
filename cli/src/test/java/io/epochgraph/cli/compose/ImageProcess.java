package io.epochgraph.cli.compose;

import io.epochgraph.cli.Project;
import io.epochgraph.cli.compose.ComposeFile.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A service's command, run as a plain process from files laid out as in the image. */
final class ImageProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Path output;
  private final List<URI> health;

  private ImageProcess(String name, Process process, Path output, List<URI> health) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.health = health;
  }

  /** Lays out in {@code root} what the Dockerfile copies to /opt/epochgraph. */
  static Path layOut(Path root) throws IOException {
    Path lib = Files.createDirectories(root.resolve("cli/target/lib"));
    try (Stream<Path> jars = Files.list(Project.file("cli/target/lib"))) {
      for (Path jar : jars.toList()) {
        Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
      }
    }
    if (!Files.exists(lib.resolve(".built"))) {
      Files.createFile(lib.resolve(".built"));
    }
    return Files.copy(Project.file("epochgraph"), root.resolve("epochgraph"));
  }

  /**
   * Starts {@code service} with the file's environment and nothing else of ours.
   *
   * @param places what stands here in the place of the file's addresses, ports and directories
   * @param more arguments beyond the file's
   */
  static ImageProcess start(
      Path launcher, Service service, Map<String, String> places, String... more)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(launcher.toString());
    command.addAll(service.command());
    command.addAll(List.of(more));
    Path output = launcher.resolveSibling(service.name() + ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EPOCHGRAPH_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    service
        .environment()
        .forEach((name, value) -> builder.environment().put(name, replaced(value, places)));
    List<URI> health =
        service.healthCheck().stream()
            .filter(word -> word.startsWith("http://"))
            .map(url -> URI.create(replaced(url, places)))
            .toList();
    return new ImageProcess(service.name(), builder.start(), output, health);
  }

  /** Waits until the service's own health check would pass. */
  void awaitHealthy(Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isHealthy()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("%s is not healthy at %s:%n%s".formatted(name, health, output()));
      }
      Thread.sleep(200);
    }
  }

  /** What {@code curl -f} makes of the check's address: whether it answers below 400. */
  boolean isHealthy() throws InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(health.getFirst()).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 400;
    } catch (IOException e) {
      return false;
    }
  }

  int awaitExit(Duration patience) throws Exception {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("%s still runs:%n%s".formatted(name, output()));
    }
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** Tells the process to stop, as {@code docker stop} does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(name + " did not stop within 20 s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String replaced(String text, Map<String, String> places) {
    String replaced = text;
    for (var place : places.entrySet()) {
      replaced =
          replaced.replaceAll(
              "(?<!\\d)" + Pattern.quote(place.getKey()) + "(?!\\d)",
              Matcher.quoteReplacement(place.getValue()));
    }
    return replaced;
  }
}
