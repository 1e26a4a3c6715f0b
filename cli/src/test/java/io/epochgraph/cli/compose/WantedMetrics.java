package io.epochgraph.cli.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The metrics that the alert rules and Grafana's dashboard ask Prometheus for. */
final class WantedMetrics {

  /** Made by Prometheus itself. */
  private static final Set<String> PROMETHEUS = Set.of("up");

  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool");

  private WantedMetrics() {}

  static Set<String> ofRulesAndDashboard() throws IOException {
    var names = new TreeSet<String>();
    expressions().forEach(expression -> names.addAll(names(expression)));
    names.removeAll(PROMETHEUS);
    return names;
  }

  /** The names of samples in Prometheus's text format. */
  static Set<String> told(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> names(String expression) {
    String bare = LABELS.matcher(expression).replaceAll(" ");
    bare = GROUPING.matcher(bare).replaceAll(" ");
    return NAME.matcher(bare)
        .results()
        .map(MatchResult::group)
        .filter(name -> !KEYWORDS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> expressions() throws IOException {
    var expressions = new ArrayList<String>();
    JsonNode dashboard =
        new ObjectMapper().readTree(Project.text("monitoring/grafana/dashboards/epochgraph.json"));
    dashboard
        .findValues("targets")
        .forEach(targets -> targets.forEach(it -> expressions.add(it.path("expr").asText())));
    try (var reader = Files.newBufferedReader(Project.file("monitoring/rules.yml"))) {
      Object rules = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      new ObjectMapper()
          .<JsonNode>valueToTree(rules)
          .findValues("expr")
          .forEach(it -> expressions.add(it.asText()));
    }
    return expressions;
  }
}
