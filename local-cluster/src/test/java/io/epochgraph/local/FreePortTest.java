package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void shouldPickPortOutsideTheRangeOfOutgoingConnections() throws IOException {
    int port = FreePort.pick();

    assertThat(port).isBetween(15_000, 29_999);
    assertThat(FreePort.isFree(port)).isTrue();
  }

  @Test
  void shouldNameTakenPort() throws IOException {
    try (var taken = new ServerSocket(FreePort.pick(), 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(FreePort.isFree(port)).isFalse();
      assertThatThrownBy(() -> FreePort.orPick(port, "broker"))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("broker")
          .hasMessageContaining("port " + port);
    }
  }

  @Test
  void shouldRefusePortOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FreePort.orPick(70_000, "registry"))
        .withMessageContaining("registry port 70000")
        .withMessageContaining("1–65535");
  }
}
