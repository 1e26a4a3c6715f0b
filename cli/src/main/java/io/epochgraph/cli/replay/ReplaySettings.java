package io.epochgraph.cli.replay;

import io.epochgraph.contract.Predictor;
import io.epochgraph.predictorstream.PredictorCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to replay.
 *
 * @param id names the replay's topics and groups
 * @param source what it begins with
 * @param candidate the predictor to judge; empty where only signatures are wanted
 * @param opponent the one to compare it with
 * @param options settings of the stages, by their full name
 * @param stateDirectory where the stages keep their stores while they run
 */
public record ReplaySettings(
    String id,
    ReplaySource source,
    Optional<Predictor> candidate,
    Optional<Predictor> opponent,
    Map<String, String> options,
    Path stateDirectory) {

  static final String WINDOWS = "epochgraph.signature.windows";
  static final String REPRESENTATIONS = "epochgraph.graph.representations";
  static final String DIFFERENCES = "epochgraph.graph.differences";
  static final String FEATURES = "epochgraph.graph.features";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** Checks the id, and that there is something to do. */
  public ReplaySettings {
    options = Map.copyOf(options);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "replay id \"%s\": want 1 to 60 of [A-Za-z0-9_-]".formatted(id));
    }
    if (candidate.isEmpty() && source == ReplaySource.SIGNATURES) {
      throw new IllegalArgumentException(
          "a replay over signatures wants a predictor: name one with --predictor");
    }
    if (candidate.isPresent()
        && opponent.filter(it -> key(it).equals(key(candidate.get()))).isPresent()) {
      throw new IllegalArgumentException(
          "predictor %s is to be judged against itself: name another one with --against"
              .formatted(key(candidate.get())));
    }
  }

  /** The predictors that the replay knows. */
  List<Predictor> predictors() {
    return Stream.concat(candidate.stream(), opponent.stream()).toList();
  }

  /** The windows that these predictors read. */
  static List<String> windowsOf(List<Predictor> predictors) {
    return predictors.stream().map(Predictor::getWindow).distinct().sorted().toList();
  }

  /** A part of the signatures that these predictors read: 0 the graphs, 1 the features. */
  static List<String> partsOf(List<Predictor> predictors, int part) {
    var parts = new TreeSet<String>();
    for (Predictor predictor : predictors) {
      for (String input : predictor.getInputs()) {
        String[] words = input.substring(input.indexOf(':') + 1).split("/", -1);
        if (words.length > part + 1) {
          parts.add(words[part]);
        }
      }
    }
    return List.copyOf(parts);
  }

  static String key(Predictor predictor) {
    return PredictorCodec.key(predictor);
  }
}
