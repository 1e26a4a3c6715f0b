package io.epochgraph.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A Kafka broker and its controller in this JVM, listening on 127.0.0.1 only.
 *
 * <p>One node, internal topics with one partition and one replica, topics created only on request,
 * transactions of up to 15 minutes, everything else at Kafka's defaults. The first start in a JVM
 * takes a few seconds, a later one about one.
 *
 * <p>A fault that Kafka deems fatal once it runs, such as records it cannot read at start or a lost
 * disk, halts the JVM, as it halts Kafka's own. {@link BrokerProcess} keeps such faults apart.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final BrokerConfig config;
  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(BrokerConfig config, KafkaRaftServer server, DirectoryLock lock) {
    this.config = config;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a broker and returns once it serves requests. A directory used before brings its topics,
   * records and groups back.
   *
   * @param directory where records are kept; formatted when it is new
   * @param port 1–65535, or 0 for any free one
   * @throws java.net.BindException if the port is taken; the message names it
   * @throws IOException if the broker cannot start, for instance because another one uses the
   *     directory; nothing of it keeps running
   */
  public static EmbeddedBroker start(Path directory, int port) throws IOException {
    return start(
        new BrokerConfig(
            directory.toAbsolutePath(), FreePort.orPick(port, "broker"), FreePort.pick()));
  }

  /**
   * Starts a broker that wants to know who its clients are, on free ports: {@link
   * #bootstrapServers} takes users with passwords (SASL_SSL, SCRAM-SHA-512), {@link
   * #mutualTlsBootstrapServers} those with certificates (SSL).
   *
   * @param directory where records are kept; formatted when it is new
   * @throws IOException as {@link #start(Path, int)}
   */
  public static EmbeddedBroker start(Path directory, BrokerSecurity security) throws IOException {
    return start(
        new BrokerConfig(
            directory.toAbsolutePath(),
            FreePort.pick(),
            FreePort.pick(),
            FreePort.pick(),
            Optional.of(security)));
  }

  static EmbeddedBroker start(BrokerConfig config) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(config.directory());
    try {
      format(config);
      return new EmbeddedBroker(config, startServer(config), lock);
    } catch (Exception | LinkageError e) {
      lock.close();
      throw new IOException(
          "cannot start the broker on port %d in %s: %s"
              .formatted(config.port(), config.directory(), e.getMessage()),
          e);
    }
  }

  /** A server that fails half-way leaves its controller running: it must be shut down. */
  private static KafkaRaftServer startServer(BrokerConfig config) {
    var kafka = KafkaConfig.fromProps(config.toProperties(), false);
    var server = new KafkaRaftServer(kafka, Time.SYSTEM);
    boolean started = false;
    try {
      server.startup();
      started = true;
      return server;
    } finally {
      if (!started) {
        stop(server);
      }
    }
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  /** The broker's address, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return config.bootstrapServers();
  }

  /** The address for clients with certificates, where the broker has {@link BrokerSecurity}. */
  public String mutualTlsBootstrapServers() {
    if (config.security().isEmpty()) {
      throw new IllegalStateException("a broker without security knows no certificates");
    }
    return "127.0.0.1:" + config.mutualTlsPort();
  }

  /** The port it listens on. */
  public int port() {
    return config.port();
  }

  /** Stops the broker cleanly. Closing again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (lock) {
        stop(server);
      }
    }
  }

  private static void format(BrokerConfig config) throws Exception {
    Path directory = config.directory();
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try (var silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      var formatter = new Formatter();
      config.security().ifPresent(it -> formatter.setScramArguments(it.scramArguments()));
      formatter
          .setPrintStream(silent)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerConfig.NODE_ID)
          .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .run();
    }
  }
}
