package io.epochgraph.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Settings of a single node that is broker and controller, small and quick, on loopback only.
 *
 * @param mutualTlsPort used where there is security
 */
record BrokerConfig(
    Path directory,
    int port,
    int controllerPort,
    int mutualTlsPort,
    Optional<BrokerSecurity> security) {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** One that takes everybody who reaches it. */
  BrokerConfig(Path directory, int port, int controllerPort) {
    this(directory, port, controllerPort, 0, Optional.empty());
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  Properties toProperties() {
    var properties = new Properties();
    properties.putAll(node());
    properties.putAll(SINGLE_REPLICA);
    properties.putAll(QUICK);
    properties.putAll(SMALL);
    security.ifPresent(
        it -> properties.putAll(it.toProperties(port, mutualTlsPort, controllerPort)));
    return properties;
  }

  private Map<String, String> node() {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", String.valueOf(NODE_ID)),
        Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                .formatted(port, CONTROLLER_LISTENER, controllerPort)),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
        Map.entry(
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT"),
        Map.entry("controller.listener.names", CONTROLLER_LISTENER),
        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("auto.create.topics.enable", "false"));
  }

  private static final Map<String, String> SINGLE_REPLICA =
      Map.of(
          "default.replication.factor", "1",
          "min.insync.replicas", "1",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1");

  /**
   * Groups form at once; after a kill the old session ends in 2 s instead of 9; transactions that
   * have timed out end within a second instead of ten. The group coordinator writes at once: where
   * it gathers writes, Kafka 4.3.1 may never recover from a load that a kill disturbed ("No
   * in-memory snapshot for epoch 0"), and every transaction hangs.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "group.initial.rebalance.delay.ms", "0",
          "group.streams.initial.rebalance.delay.ms", "0",
          "group.coordinator.append.linger.ms", "0",
          "group.streams.min.heartbeat.interval.ms", "500",
          "group.streams.heartbeat.interval.ms", "500",
          "group.consumer.min.heartbeat.interval.ms", "500",
          "group.consumer.heartbeat.interval.ms", "500",
          "broker.session.timeout.ms", "2000",
          "broker.heartbeat.interval.ms", "500",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

  private static final Map<String, String> SMALL =
      Map.of(
          "offsets.topic.num.partitions", "1",
          "transaction.state.log.num.partitions", "1",
          "share.coordinator.state.topic.num.partitions", "1",
          "log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20),
          "log.segment.bytes", String.valueOf(64 << 20),
          "num.network.threads", "2",
          "num.io.threads", "4",
          "background.threads", "2");
}
