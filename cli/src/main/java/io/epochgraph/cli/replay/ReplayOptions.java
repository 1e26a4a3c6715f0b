package io.epochgraph.cli.replay;

import io.epochgraph.contract.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the stages of a replay are to make; empty lists mean what the predictors read.
 *
 * @param windows names of windows
 * @param representations names of graphs
 * @param features names of node features
 */
public record ReplayOptions(
    List<String> windows, List<String> representations, List<String> features) {

  /** What stands before the name of a difference in that of its graph, whose start is rolled. */
  private static final String DIFFERENCES_OF = "rolled-";

  private static final List<String> USUAL_WINDOWS = List.of("expanding", "width-2", "width-3");
  private static final List<String> USUAL_GRAPHS = List.of("rolled");
  private static final List<String> USUAL_FEATURES = List.of("degree", "eigenvector");

  /**
   * A replay's settings.
   *
   * @param configured the stages' settings where the options say nothing
   * @throws IllegalArgumentException where the options do not go with the source
   */
  public ReplaySettings settings(
      String id,
      ReplaySource source,
      Optional<Predictor> candidate,
      Optional<Predictor> opponent,
      Map<String, String> configured,
      Path stateDirectory) {
    refuse(source == ReplaySource.SIGNATURES && !windows.isEmpty(), "--windows", "statistics");
    boolean computing = source == ReplaySource.EPOCHS;
    refuse(!computing && !representations.isEmpty(), "--representations", "epochs");
    refuse(!computing && !features.isEmpty(), "--features", "epochs");
    List<Predictor> predictors = Stream.concat(candidate.stream(), opponent.stream()).toList();
    var options = new HashMap<>(configured);
    put(
        options,
        ReplaySettings.WINDOWS,
        windows,
        ReplaySettings.windowsOf(predictors),
        USUAL_WINDOWS);
    var graphs = new TreeSet<>(representations);
    graphs.addAll(ReplaySettings.partsOf(predictors, 0));
    List<String> differences = graphs.stream().filter(ReplayOptions::isDifference).toList();
    graphs.removeIf(ReplayOptions::isDifference);
    put(
        options,
        ReplaySettings.REPRESENTATIONS,
        List.copyOf(graphs),
        differences.isEmpty() ? List.of() : USUAL_GRAPHS,
        USUAL_GRAPHS);
    if (!differences.isEmpty()) {
      options.put(
          ReplaySettings.DIFFERENCES,
          differences.stream()
              .map(graph -> graph.substring(DIFFERENCES_OF.length()))
              .collect(Collectors.joining(",")));
    }
    put(
        options,
        ReplaySettings.FEATURES,
        features,
        ReplaySettings.partsOf(predictors, 1),
        USUAL_FEATURES);
    return new ReplaySettings(id, source, candidate, opponent, options, stateDirectory);
  }

  private static boolean isDifference(String graph) {
    return graph.startsWith(DIFFERENCES_OF + "since-");
  }

  /** What was asked for and what the predictors need; where neither says anything, the usual. */
  private static void put(
      Map<String, String> options,
      String name,
      List<String> asked,
      List<String> needed,
      List<String> usual) {
    var all = new TreeSet<>(asked);
    all.addAll(needed);
    List<String> values = all.isEmpty() ? usual : new ArrayList<>(all);
    options.put(name, String.join(",", values));
  }

  private static void refuse(boolean wrong, String option, String source) {
    if (wrong) {
      throw new IllegalArgumentException(
          "%s goes with --from %s, or with what comes before it".formatted(option, source));
    }
  }
}
