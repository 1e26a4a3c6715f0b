package io.epochgraph.dashboard;

import io.epochgraph.contract.Predictor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which runs each predictor was fitted on. */
final class FittedRuns {

  private final Map<String, Set<String>> runs = new HashMap<>();

  void accept(Predictor predictor) {
    runs.put(key(predictor.getId(), predictor.getVersion()), Set.copyOf(predictor.getFittedOn()));
  }

  boolean contains(String predictor, int version, String run) {
    return runs.getOrDefault(key(predictor, version), Set.of()).contains(run);
  }

  /** The number of runs; null where the predictor itself has not been seen. */
  Integer count(String predictor, int version) {
    Set<String> known = runs.get(key(predictor, version));
    return known == null ? null : known.size();
  }

  private static String key(String predictor, int version) {
    return predictor + "@" + version;
  }
}
