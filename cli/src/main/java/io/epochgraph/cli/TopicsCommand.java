package io.epochgraph.cli;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The topics of a cluster. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Prepares a cluster.",
    subcommands = TopicsCommand.Create.class)
final class TopicsCommand {

  /** Creates what is missing. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description =
          "Creates the topics that are missing, with the right retention, and registers the"
              + " contracts.")
  static final class Create implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Option(
        names = "--partitions",
        paramLabel = "N",
        defaultValue = "12",
        description =
            "Partitions of the topics keyed by run, where there are none yet. Default:"
                + " ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
        names = "--replication",
        paramLabel = "N",
        description = "Copies of each partition. Default: the broker's.")
    private Short replication;

    @Override
    public Integer call() throws InterruptedException {
      ClusterSettings settings = cluster.settings();
      Topics topics = Topics.of(settings);
      List<String> created =
          ClusterSetup.createTopics(settings, topics, partitions, Optional.ofNullable(replication));
      ClusterSetup.registerSchemas(settings, topics);
      for (Topic<?> topic : topics.all()) {
        System.out.printf(
            "%-8s %s%n", created.contains(topic.name()) ? "created" : "is there", topic.name());
      }
      return 0;
    }
  }
}
