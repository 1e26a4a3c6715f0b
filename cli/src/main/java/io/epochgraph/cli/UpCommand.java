package io.epochgraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Broker, registry, stages and dashboard, until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts what the demo starts, without training, and stays up until Ctrl-C.",
      "",
      "Then 'epochgraph train' and 'epochgraph publish' find it without further options."
    })
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Kafka's port. Default: ${DEFAULT-VALUE}.")
  private int brokerPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "The schema registry's port. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The dashboard's port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--no-dashboard", description = "Without the dashboard.")
  private boolean withoutDashboard;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep all data in DIR, and go on from there. Default: a temporary directory.")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    var settings =
        LocalStack.Settings.withDifferences(
            Optional.ofNullable(directory),
            brokerPort,
            registryPort,
            withoutDashboard ? OptionalInt.empty() : OptionalInt.of(port));
    Consumer<String> progress = System.out::println;
    try (var stack = LocalStack.start(settings, progress);
        var _ = Shutdown.closing(stack)) {
      PredictorInstall.install(stack.cluster(), progress);
      System.out.println("Up. Ctrl-C stops everything.");
      stack.awaitEnd();
    }
    return 0;
  }
}
