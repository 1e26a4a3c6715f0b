package io.epochgraph.local;

import static java.util.concurrent.Future.State.SUCCESS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A broker in this JVM and a schema registry beside it, started in parallel. Both listen on
 * 127.0.0.1 only and take about half a gigabyte together.
 *
 * <p>{@link #close()} may be called from a shutdown hook and any number of times. The registry ends
 * with this JVM in any case.
 */
public final class LocalCluster implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final EmbeddedBroker broker;
  private final RegistryProcess registry;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalCluster(
      Path directory, boolean temporary, EmbeddedBroker broker, RegistryProcess registry) {
    this.directory = directory;
    this.temporary = temporary;
    this.broker = broker;
    this.registry = registry;
  }

  /**
   * Starts a cluster on free ports in a temporary directory, which {@link #close()} deletes.
   *
   * @throws IOException if one of the two cannot start; the other is stopped
   */
  public static LocalCluster temporary() throws IOException {
    Path directory = Files.createTempDirectory("epochgraph-cluster-");
    try {
      return start(directory, 0, 0, true);
    } catch (IOException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  /**
   * Starts a cluster that keeps its records and schemas in a directory and brings them back from
   * there.
   *
   * @param brokerPort 1–65535, or 0 for any free one
   * @param registryPort the same for the registry
   * @throws java.net.BindException if a port is taken; the message names it
   * @throws IOException if one of the two cannot start; the other is stopped
   */
  public static LocalCluster in(Path directory, int brokerPort, int registryPort)
      throws IOException {
    return start(directory, brokerPort, registryPort, false);
  }

  /** The broker's address, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Base address for Confluent clients of the registry. */
  public String schemaRegistryUrl() {
    return registry.url();
  }

  /** Where records, schemas and logs lie. */
  public Path directory() {
    return directory;
  }

  /** Stops both and deletes a temporary directory. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (registry;
        broker) {
      // closes both, even if the first fails
    } finally {
      if (temporary) {
        delete(directory);
      }
    }
  }

  private static LocalCluster start(
      Path directory, int brokerPort, int registryPort, boolean temporary) throws IOException {
    var storage = temporary ? RegistryProcess.Storage.MEMORY : RegistryProcess.Storage.FILE;
    Future<RegistryProcess> registry;
    Future<EmbeddedBroker> broker;
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      registry =
          tasks.submit(
              () -> RegistryProcess.start(directory.resolve("registry"), registryPort, storage));
      broker = tasks.submit(() -> EmbeddedBroker.start(directory.resolve("broker"), brokerPort));
    }
    if (broker.state() == SUCCESS && registry.state() == SUCCESS) {
      return new LocalCluster(directory, temporary, broker.resultNow(), registry.resultNow());
    }
    if (broker.state() == SUCCESS) {
      broker.resultNow().close();
      throw failure(registry);
    }
    if (registry.state() == SUCCESS) {
      registry.resultNow().close();
    }
    throw failure(broker);
  }

  private static IOException failure(Future<?> failed) {
    return switch (failed.exceptionNow()) {
      case RuntimeException e -> throw e;
      case IOException e -> e;
      case Throwable e -> new IOException("cannot start the cluster: " + e, e);
    };
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
