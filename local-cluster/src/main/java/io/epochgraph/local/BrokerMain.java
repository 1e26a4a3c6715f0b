package io.epochgraph.local;

import java.io.IOException;
import java.nio.file.Path;

/** The child's side of {@link BrokerProcess}: {@code BrokerMain <directory> <port>}. */
final class BrokerMain {
  static final String READY = "broker is ready";

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    ParentWatch.start();
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
    System.out.println(READY);
  }
}
