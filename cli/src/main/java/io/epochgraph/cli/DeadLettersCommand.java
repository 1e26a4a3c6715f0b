package io.epochgraph.cli;

import io.epochgraph.cli.deadletters.DeadLetterFilter;
import io.epochgraph.cli.deadletters.DeadLetterText;
import io.epochgraph.cli.deadletters.SendAgain;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the stages could not use. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the records that the stages could not use, with the reason.",
      "",
      "The records themselves stay where they came from, as long as their topic keeps them."
    },
    subcommands = DeadLettersCommand.Again.class)
final class DeadLettersCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;
  @Mixin private DeadLetterFilter filter;

  @Option(names = "--json", description = "One JSON object a line, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    List<DeadLetter> letters = letters(cluster.settings(), filter);
    for (DeadLetter letter : letters) {
      System.out.println(json ? DeadLetterText.json(letter) : DeadLetterText.of(letter));
    }
    if (!json) {
      System.out.println(DeadLetterText.summary(letters));
    }
    return 0;
  }

  private static List<DeadLetter> letters(ClusterSettings cluster, DeadLetterFilter filter) {
    Instant now = Instant.now();
    return TopicScan.read(Topics.of(cluster).deadLetters(), cluster).stream()
        .map(TopicScan.Entry::value)
        .filter(letter -> filter.takes(letter, now))
        .sorted(Comparator.comparing(DeadLetter::getRecordedAt))
        .toList();
  }

  /** Gives records another chance. */
  @Command(
      name = "send-again",
      mixinStandardHelpOptions = true,
      description = {
        "Sends the records of dead letters again, as they were, and says which are gone.",
        "",
        "For records that were refused for a cause that has been mended: a stage of an older"
            + " version, an instance without enough heap, a schema that the registry had lost. One"
            + " that is still bad becomes a dead letter again."
      })
  static final class Again implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;
    @Mixin private DeadLetterFilter filter;

    @Option(names = "--dry-run", description = "Only says what it would send.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
      ClusterSettings settings = cluster.settings();
      List<DeadLetter> letters = letters(settings, filter);
      var again = new SendAgain(settings, Topics.of(settings), System.out::println);
      SendAgain.Result result = again.send(letters, dryRun);
      System.out.printf(
          "%s %d again, %d gone%n", dryRun ? "Would send" : "Sent", result.sent(), result.gone());
      return 0;
    }
  }
}
