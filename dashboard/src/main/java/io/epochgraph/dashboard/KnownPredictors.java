package io.epochgraph.dashboard;

import io.epochgraph.contract.Predictor;
import io.epochgraph.schemas.Champions;
import io.epochgraph.schemas.Champions.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The predictors on the topic: which is the champion, and which runs each was fitted on. */
final class KnownPredictors {

  private final Map<String, Predictor> predictors = new TreeMap<>();
  private final Map<String, Set<String>> fittedOn = new TreeMap<>();
  private Champions champions = Champions.among(List.of());

  void accept(Predictor predictor) {
    predictor.setModels(List.of());
    String key = key(predictor.getId(), predictor.getVersion());
    predictors.put(key, predictor);
    fittedOn.put(key, Set.copyOf(predictor.getFittedOn()));
    champions = Champions.among(predictors.values());
  }

  Collection<Predictor> all() {
    return predictors.values();
  }

  boolean isFittedOn(String predictor, int version, String run) {
    return fittedOn.getOrDefault(key(predictor, version), Set.of()).contains(run);
  }

  /** The number of runs; null where the predictor itself has not been seen. */
  Integer fittedRuns(String predictor, int version) {
    Set<String> known = fittedOn.get(key(predictor, version));
    return known == null ? null : known.size();
  }

  /** What the predictor is now; null where it has not been seen. */
  Role role(String predictor, int version) {
    Predictor known = predictors.get(key(predictor, version));
    return known == null ? null : champions.roleOf(known);
  }

  private static String key(String predictor, int version) {
    return predictor + "@" + version;
  }
}
