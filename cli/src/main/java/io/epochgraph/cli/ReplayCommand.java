package io.epochgraph.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.replay.ComparisonText;
import io.epochgraph.cli.replay.PrintedProgress;
import io.epochgraph.cli.replay.Replay;
import io.epochgraph.cli.replay.ReplayOptions;
import io.epochgraph.cli.replay.ReplaySource;
import io.epochgraph.cli.replay.Replays;
import io.epochgraph.contract.Predictor;
import io.epochgraph.predictorstream.PredictorTopic;
import io.epochgraph.schemas.Champions;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a new predictor on old runs. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Judges a predictor on the runs that a cluster keeps.",
      "",
      "Runs the stages once more over what was there when it began, at full speed and beside live"
          + " traffic, into topics of its own, and compares the predictor with the champion on"
          + " exactly the same runs. Nothing is trained, and no subscriber of live predictions sees"
          + " anything of it."
    },
    subcommands = {ReplayCommand.Listing.class, ReplayCommand.Clean.class})
final class ReplayCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--predictor",
      paramLabel = "ID@VERSION|FILE",
      description =
          "The predictor to judge: one of the cluster's, or a file that 'predictor train --out' or"
              + " 'predictor show --json' wrote. Without it only signatures are made, in"
              + " --from=statistics and epochs.")
  private String predictor;

  @Option(
      names = "--against",
      paramLabel = "ID@VERSION",
      description = "What to compare it with. Default: the champion of its cohort.")
  private String against;

  @Option(
      names = "--from",
      paramLabel = "TOPIC",
      defaultValue = "signatures",
      description =
          "Where to begin: signatures; statistics, for other windows; epochs, for other graphs and"
              + " features (as long as the weights are kept). Default: ${DEFAULT-VALUE}.")
  private ReplaySource from;

  @Option(
      names = "--windows",
      split = ",",
      paramLabel = "NAME",
      description =
          "Windows to make signatures of: expanding, expanding-N, width-N. Default: what the"
              + " predictors read.")
  private List<String> windows = new ArrayList<>();

  @Option(
      names = "--representations",
      split = ",",
      paramLabel = "NAME",
      description = "Graphs to compute, with --from=epochs. Default: what the predictors read.")
  private List<String> representations = new ArrayList<>();

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "NAME",
      description = "Features to compute, with --from=epochs. Default: what the predictors read.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The replay's name: its topics are epochgraph.replay.ID.*. Default: the next number.")
  private String id;

  @Option(names = "--json", description = "Print the comparison as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClusterSettings settings = cluster.settings();
    Topics live = Topics.of(settings);
    Path state = stateDirectory(cluster.properties());
    String named = id == null ? new Replays(settings, live, state).nextId() : id;
    List<Predictor> published = new PredictorTopic(settings, live.predictors()).read();
    Optional<Predictor> candidate = candidate(published);
    Optional<Predictor> opponent = candidate.flatMap(it -> opponent(published, it));
    var replay =
        new Replay(
            settings,
            live,
            new ReplayOptions(windows, representations, features)
                .settings(named, from, candidate, opponent, own(cluster.properties()), state));
    var messages = json ? System.err : System.out;
    messages.printf(
        "Replay %s over %s, into %s.*%n", named, from.label(), replay.topics().prefix());
    Replay.Result result = replay.run(new PrintedProgress(messages, !json && isTerminal()));
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("passages", result.passages());
      fields.put("comparison", result.comparison().orElse(null));
      fields.put("deadLetters", result.deadLetters());
      System.out.println(new ObjectMapper().writeValueAsString(fields));
      return 0;
    }
    result.comparison().map(ComparisonText::lines).ifPresent(it -> it.forEach(System.out::println));
    if (result.deadLetters() > 0) {
      System.out.printf(
          "%d records could not be used: %s%n",
          result.deadLetters(), replay.topics().deadLetters().name());
    }
    System.out.printf("Remove it with: epochgraph replay clean %s%n", named);
    return 0;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private Optional<Predictor> candidate(List<Predictor> published) throws IOException {
    if (predictor == null) {
      return Optional.empty();
    }
    Path file = Path.of(predictor);
    return Optional.of(
        Files.isRegularFile(file)
            ? PredictorFile.read(file)
            : PredictorTopic.find(published, predictor));
  }

  private Optional<Predictor> opponent(List<Predictor> published, Predictor candidate) {
    if (against != null) {
      return Optional.of(PredictorTopic.find(published, against));
    }
    return Champions.among(published)
        .of(Champions.cohort(candidate))
        .filter(
            it ->
                !it.getId().equals(candidate.getId()) || it.getVersion() != candidate.getVersion());
  }

  private static Map<String, String> own(Map<String, String> properties) {
    var own = new java.util.HashMap<>(properties);
    own.keySet().removeIf(it -> !it.startsWith("epochgraph."));
    return own;
  }

  private static Path stateDirectory(Map<String, String> properties) {
    String configured = properties.get("state.dir");
    return configured != null
        ? Path.of(configured)
        : Path.of(System.getProperty("java.io.tmpdir"), "epochgraph-state");
  }

  /** Lists the replays. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the replays that a cluster keeps.")
  static final class Listing implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Override
    public Integer call() throws InterruptedException {
      ClusterSettings settings = cluster.settings();
      var replays =
          new Replays(settings, Topics.of(settings), stateDirectory(cluster.properties()));
      List<Replays.Listed> all = replays.list();
      if (all.isEmpty()) {
        System.out.println("No replays. Begin one with: epochgraph replay --predictor …");
        return 0;
      }
      System.out.printf("%-20s %-10s %-8s %s%n", "replay", "over", "", "predictors");
      for (Replays.Listed one : all) {
        System.out.printf(
            "%-20s %-10s %-8s %s%n",
            one.id(),
            one.source().label(),
            one.atWork() ? "at work" : "ended",
            String.join(" against ", one.predictors()));
      }
      return 0;
    }
  }

  /** Removes replays. */
  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Removes replays: their topics, groups, schemas and local state.")
  static final class Clean implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The replays to remove.")
    private String[] ids = {};

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Override
    public Integer call() throws InterruptedException {
      if (all == (ids.length > 0)) {
        throw new IllegalArgumentException("want the ids of replays, or --all");
      }
      ClusterSettings settings = cluster.settings();
      var replays =
          new Replays(settings, Topics.of(settings), stateDirectory(cluster.properties()));
      for (String id : all ? List.copyOf(replays.ids()) : Arrays.asList(ids)) {
        Replays.Removed removed = replays.clean(id);
        System.out.printf(
            "Removed replay %s: %d topics, %d groups, %d subjects%n",
            id, removed.topics(), removed.groups(), removed.subjects());
      }
      return 0;
    }
  }
}
