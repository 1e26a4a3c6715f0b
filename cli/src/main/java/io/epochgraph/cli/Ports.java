package io.epochgraph.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Which port to listen on. */
final class Ports {

  private Ports() {}

  /** {@code wanted} where it is given; else the usual one or, where that is taken, any free one. */
  static int choose(Integer wanted, int usual) {
    if (wanted != null) {
      return wanted;
    }
    try (var socket = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }
}
