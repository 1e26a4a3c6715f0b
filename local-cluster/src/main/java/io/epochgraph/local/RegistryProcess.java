package io.epochgraph.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A schema registry (Apicurio) as a child process on 127.0.0.1, with the Confluent registry's API.
 * Schemas of a subject must be {@code BACKWARD_TRANSITIVE} compatible.
 *
 * <p>It starts in two to ten seconds, takes about 250 MB and ends with this JVM, however that ends.
 * Its log is {@code registry.log} in the directory, written anew at each start. The registry itself
 * is found by the system property {@code epochgraph.registry.home}, by default the directory {@code
 * registry} beside this module's jar or classes.
 */
public final class RegistryProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final int port;
  private final ChildJvm child;

  /** Where schemas are kept. */
  public enum Storage {
    /** Gone with the process. */
    MEMORY,
    /** In the directory, each on disk before its registration returns. */
    FILE
  }

  private RegistryProcess(int port, ChildJvm child) {
    this.port = port;
    this.child = child;
  }

  /**
   * Starts a registry and returns once it answers.
   *
   * @param directory for its log and, with {@link Storage#FILE}, its schemas; a directory used
   *     before brings them back, with their ids
   * @param port 1–65535, or 0 for any free one
   * @throws java.net.BindException if the port is taken; the message names it
   * @throws IllegalArgumentException if there is no registry in its home
   * @throws IOException with the last log lines, if the registry fails or takes over 3 minutes
   */
  public static RegistryProcess start(Path directory, int port, Storage storage)
      throws IOException {
    RegistryHome home = RegistryHome.find();
    int chosen = FreePort.orPick(port, "registry");
    int management = FreePort.pick();
    Path work = directory.toAbsolutePath();
    Path temporary = Files.createDirectories(work.resolve("tmp"));
    List<String> flags =
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary,
            "-Dquarkus.banner.enabled=false",
            "-Dquarkus.http.access-log.enabled=false",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + chosen,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + management,
            "-Dapicurio.rules.global.compatibility=BACKWARD_TRANSITIVE",
            "-Dapicurio.datasource.url=" + databaseUrl(storage, work));
    ChildJvm child =
        ChildJvm.start("registry", work, home.classPath(), flags, RegistryMain.class, List.of());
    var registry = new RegistryProcess(chosen, child);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
      URI health = URI.create("http://127.0.0.1:" + management + "/health/ready");
      URI subjects = URI.create(registry.url() + "/subjects");
      child.awaitReady(() -> answers(client, health) && answers(client, subjects), START);
    }
    return registry;
  }

  /** Base address for Confluent clients, {@code http://127.0.0.1:port/apis/ccompat/v7}. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The id of its operating system process. */
  public long pid() {
    return child.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** Kills the registry on the spot (SIGKILL) and returns once it is gone. */
  public void kill() {
    child.kill();
  }

  /** Stops the registry: SIGTERM and, 1.5 s later, SIGKILL. Closing again does nothing. */
  @Override
  public void close() {
    child.close();
  }

  /** H2 writes commits 500 ms late by default; a lost schema's id would be given away again. */
  private static String databaseUrl(Storage storage, Path directory) {
    return switch (storage) {
      case MEMORY -> "jdbc:h2:mem:registry_db";
      case FILE -> {
        String path = directory.resolve("schemas").toString().replace('\\', '/');
        if (path.contains(";")) {
          throw new IllegalArgumentException("registry directory " + path + " contains a ';'");
        }
        yield "jdbc:h2:file:" + path + ";WRITE_DELAY=0";
      }
    };
  }

  private static boolean answers(HttpClient client, URI uri) {
    var request = HttpRequest.newBuilder(uri).timeout(PROBE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException _) {
      return false;
    }
  }
}
