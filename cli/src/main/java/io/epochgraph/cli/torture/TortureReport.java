package io.epochgraph.cli.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.cli.torture.Figures.Aftermath;
import io.epochgraph.cli.torture.Figures.Kill;
import io.epochgraph.cli.torture.Figures.Spread;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A result as people, pages and programs read it. */
record TortureReport(TortureResult result) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Kills by what they met. */
  private static Map<String, Predicate<Kill>> groups() {
    var groups = new LinkedHashMap<String, Predicate<Kill>>();
    groups.put("all kills", _ -> true);
    groups.put(
        "restarted, state kept, no standby", it -> !it.away() && !it.wiped() && !it.standby());
    groups.put(
        "restarted, state wiped, no standby", it -> !it.away() && it.wiped() && !it.standby());
    groups.put("restarted, state kept, standby", it -> !it.away() && !it.wiped() && it.standby());
    groups.put("restarted, state wiped, standby", it -> !it.away() && it.wiped() && it.standby());
    groups.put("others take over, no standby", it -> it.away() && !it.standby());
    groups.put("others take over, standby", it -> it.away() && it.standby());
    for (String stage : Fleet.STAGES) {
      groups.put(stage, it -> it.instance().startsWith(stage));
    }
    return groups;
  }

  /** For a terminal. */
  String text() {
    return "%s%n%n%s%n%n%s%n%n%s".formatted(verdict(), comparisons(" "), recoveries(" "), blows());
  }

  /** For the documentation. */
  String markdown() {
    TortureSettings settings = result.settings();
    return """
    # Torture

    Written by `epochgraph torture`. %s

    The same input, %,d epochs of %d runs, goes twice through the stages: once undisturbed, once while \
    they, the broker and the trainers are killed, paused and stopped in an order that follows from seed %d. \
    Each process is one of its own; each stage has %d instances that share %d partitions%s. Settings are the \
    stages' own%s; graph-stream has `producer.transaction.timeout.ms=10000`, as its network is small. Afterwards the \
    values on the stages' topics, read with `read_committed`, are compared one by one.

    ## Lost and twice

    %s

    ## Time to the next committed predictions after a kill

    From SIGKILL until every partition has given a committed prediction of an epoch that was published after \
    the kill. "Restarted": the process is started again at once, which takes a JVM's start. "Others take \
    over": it stays away until other instances have taken its partitions, which takes the session's end. \
    "Trainers killed in mid-epoch" is the time of the other trainers' runs; "nothing" is a moment shortly before \
    each of those, when nothing was killed.

    %s

    ## Blows

    %s
    """
        .formatted(
            verdict(),
            settings.totalEpochs(),
            settings.runs(),
            settings.seed(),
            settings.instances(),
            settings.partitions(),
            settings.named() ? " as static members of their groups" : "",
            settings.stageProperties().isEmpty() ? "" : " but for " + settings.stageProperties(),
            comparisons("|"),
            recoveries("|"),
            blows());
  }

  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("seed", result.settings().seed());
    json.put("runs", result.settings().runs());
    json.put("epochs", result.settings().totalEpochs());
    json.put("lost", result.lost());
    json.put("twice", result.twice());
    json.put("seconds", result.total().toSeconds());
    json.put("stormSeconds", result.stormLength().toSeconds());
    json.put("orphanChunks", result.orphans());
    json.put("stagesThatGaveUp", result.deaths().size());
    json.set("topics", JSON.valueToTree(result.comparisons()));
    ObjectNode recoveries = json.putObject("recoverySeconds");
    groups()
        .forEach((name, which) -> recoveries.set(name, spread(result.figures().recoveries(which))));
    for (Aftermath after : Aftermath.values()) {
      recoveries.set(after.toString(), spread(result.figures().recoveries(after)));
    }
    json.put("unrecovered", result.figures().unrecovered());
    json.set("stopSeconds", spread(result.figures().stops()));
    json.set("pauseSeconds", spread(result.figures().pauses()));
    json.put("kills", result.figures().kills().size());
    json.put("brokerKills", result.figures().brokerKills());
    json.put("trainerKills", result.figures().trainerKills());
    for (Figures.Outage outage : result.figures().outages()) {
      ObjectNode node = json.putObject(outage.what() + "Outage");
      node.put("seconds", outage.away().toSeconds());
      outage.recovery().ifPresent(it -> node.put("recoverySeconds", it.toMillis() / 1e3));
    }
    return json;
  }

  private String verdict() {
    return "%s: %d lost, %d twice."
        .formatted(result.isSound() ? "Equal" : "NOT EQUAL", result.lost(), result.twice());
  }

  private String comparisons(String edge) {
    String rows =
        result.comparisons().stream()
            .map(
                it ->
                    row(
                        edge,
                        "%-20s".formatted(it.topic()),
                        "%8d".formatted(it.records()),
                        "%6d".formatted(it.lost()),
                        "%6d".formatted(it.twice() + it.foreign()),
                        it.sha256().substring(0, 16)))
            .collect(Collectors.joining("\n"));
    return head(
            edge, "%-20s".formatted("topic"), " records", "  lost", " twice", "SHA-256         ")
        + rows;
  }

  private String recoveries(String edge) {
    var rows = new StringBuilder();
    groups()
        .forEach(
            (name, which) ->
                rows.append(row(edge, name, result.figures().recoveries(which))).append('\n'));
    for (Aftermath after : Aftermath.values()) {
      rows.append(row(edge, after.toString(), result.figures().recoveries(after))).append('\n');
    }
    return head(edge, "%-36s".formatted("seconds"), "measured", "  median", "    95 %", " longest")
        + rows;
  }

  private static String row(String edge, String name, Spread spread) {
    return row(
        edge,
        "%-36s".formatted(name),
        "%8d".formatted(spread.count()),
        number(spread.median()),
        number(spread.percentile95()),
        number(spread.most()));
  }

  private static String number(double seconds) {
    return Double.isNaN(seconds) ? "       –" : "%8.1f".formatted(seconds);
  }

  private static String head(String edge, String... cells) {
    String line = row(edge, cells) + "\n";
    if (edge.isBlank()) {
      return line;
    }
    return line
        + row(edge, Arrays.stream(cells).map(it -> "-".repeat(it.length())).toArray(String[]::new))
        + "\n";
  }

  private static String row(String edge, String... cells) {
    String inside = String.join(edge.isBlank() ? "  " : " | ", cells);
    return edge.isBlank() ? inside : "| " + inside + " |";
  }

  private String blows() {
    Figures figures = result.figures();
    var lines = new StringBuilder();
    lines.append(
        "- %d kills of stages, %d of the broker, %d of trainers, in %d min %02d s\n"
            .formatted(
                figures.kills().size(),
                figures.brokerKills(),
                figures.trainerKills(),
                result.stormLength().toMinutes(),
                result.stormLength().toSecondsPart()));
    lines.append(line("pauses (SIGSTOP)", figures.pauses()));
    lines.append(line("graceful stops (SIGTERM until the process is gone)", figures.stops()));
    for (Figures.Outage outage : figures.outages()) {
      lines.append(
          "- the %s was away for %d s; %s\n"
              .formatted(
                  outage.what(),
                  outage.away().toSeconds(),
                  outage
                      .recovery()
                      .map(
                          it ->
                              "predictions came %.1f s after it was started again"
                                  .formatted(it.toMillis() / 1e3))
                      .orElse("the recovery was not measured")));
    }
    lines.append(
        "- %d chunks that killed trainers left without a manifest: no output, and no run waited\n"
            .formatted(result.orphans()));
    lines.append(
        "- %d predictions came while blows fell\n".formatted(result.predictedDuringStorm()));
    lines.append(
        "- %d stage processes gave up by themselves; %d times no prediction came in %d minutes"
            .formatted(result.deaths().size(), figures.unrecovered(), Storm.PATIENCE.toMinutes()));
    return lines.toString();
  }

  private static String line(String what, Spread spread) {
    return spread.count() == 0
        ? "- no %s\n".formatted(what)
        : "- %d %s: median %.1f s, 95 %% %.1f s, longest %.1f s\n"
            .formatted(spread.count(), what, spread.median(), spread.percentile95(), spread.most());
  }

  private static ObjectNode spread(Spread spread) {
    ObjectNode node = JSON.createObjectNode();
    node.put("count", spread.count());
    if (spread.count() > 0) {
      node.put("median", spread.median());
      node.put("percentile95", spread.percentile95());
      node.put("longest", spread.most());
    }
    return node;
  }
}
