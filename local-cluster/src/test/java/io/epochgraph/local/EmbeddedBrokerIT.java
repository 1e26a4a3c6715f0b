package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path directory;

  @Test
  void shouldKeepRecordsOverRestartOnSameDirectoryAndPort() throws Exception {
    int port;
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      port = broker.port();
      var records = new Records(broker.bootstrapServers());
      records.createTopic("kept", Map.of("message.timestamp.type", "LogAppendTime"));
      records.write("kept", "a", "b");
    }
    try (var broker = EmbeddedBroker.start(directory, port)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(new Records(broker.bootstrapServers()).read("kept", 2)).containsExactly("a", "b");
    }
  }

  @Test
  void shouldCommitTransactionsOfUpToFifteenMinutes() throws Exception {
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      var records = new Records(broker.bootstrapServers());
      records.createTopic("transactions", Map.of());
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              broker.bootstrapServers(),
              "transactional.id",
              "writer",
              "transaction.timeout.ms",
              900_000);
      try (var producer =
          new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("transactions", "aborted")).get();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("transactions", "committed")).get();
        producer.commitTransaction();
      }
      assertThat(records.read("transactions", 1)).containsExactly("committed");
    }
  }

  @Test
  void shouldNameTakenPort() throws IOException {
    try (var taken = new ServerSocket(FreePort.pick(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldRefuseDirectoryOfRunningBroker() throws Exception {
    try (var first = EmbeddedBroker.start(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another broker uses the directory " + directory);

      var records = new Records(first.bootstrapServers());
      records.createTopic("unharmed", Map.of());
      records.write("unharmed", "a");
      assertThat(records.read("unharmed", 1)).containsExactly("a");
    }
  }

  @Test
  void shouldLeaveNoThreadsWhenPortIsTakenDuringStart() throws IOException {
    Set<Thread> before = liveThreads();
    try (var taken = new ServerSocket(FreePort.pick(), 1, InetAddress.getLoopbackAddress())) {
      var config = new BrokerConfig(directory, taken.getLocalPort(), FreePort.pick());

      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot start the broker on port " + taken.getLocalPort())
          .hasStackTraceContaining("Address already in use");
    }
    assertThat(liveThreads()).isSubsetOf(before);
    EmbeddedBroker.start(directory, 0).close();
  }

  @Test
  void shouldCloseTwiceAndLeaveNoThreads() throws IOException {
    Set<Thread> before = liveThreads();
    var broker = EmbeddedBroker.start(directory, 0);

    broker.close();
    broker.close();

    assertThat(FreePort.isFree(broker.port())).isTrue();
    assertThat(liveThreads()).isSubsetOf(before);
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isDaemon())
        .collect(Collectors.toSet());
  }
}
