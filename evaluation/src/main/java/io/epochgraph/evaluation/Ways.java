package io.epochgraph.evaluation;

import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.SignatureKey;
import java.util.ArrayList;
import java.util.List;

/** The ways to predict that are judged beside each other. */
public final class Ways {
  /** The plain forecast that a run ends where it stands. */
  public static final String LAST_ACCURACY = "last accuracy";

  /** Everything: the predictor that ships. */
  public static final String BEST = "graph, curve, settings";

  /** The graph's movement and the curve. */
  public static final String GRAPH_AND_CURVE = "graph, curve";

  /** The curve alone, by the same models. */
  public static final String CURVE = "curve";

  /** The curve and the settings, by the same models. */
  public static final String CURVE_AND_SETTINGS = "curve, settings";

  private Ways() {}

  /** The way that ships. */
  public static Way best() {
    return ours().getLast();
  }

  /**
   * A predictor's models.
   *
   * @throws IllegalArgumentException where the way is a baseline
   */
  public static ModelSettings models(Way way) {
    if (way.method() instanceof Way.Method.Models(var models)) {
      return models;
    }
    throw new IllegalArgumentException("way %s: a baseline is no predictor".formatted(way.name()));
  }

  /** All that the runs' observations suffice for. */
  public static List<Way> of(List<FittingRun> runs) {
    List<Way> ways = new ArrayList<>();
    ways.addAll(baselines(layers(runs)));
    ways.addAll(paper());
    ways.addAll(ours());
    return List.copyOf(ways);
  }

  /** The paper's signatures with each feature, average and classifier (Figures 4, 5, 10, 11). */
  public static List<Way> paper() {
    List<Way> ways = new ArrayList<>();
    for (String feature : List.of("degree", "eigenvector")) {
      for (String average : List.of("raw", "linear", "exponential")) {
        InputSpec inputs = InputSpec.parse("graph:rolled/%s/%s".formatted(feature, average));
        ways.add(new Way("SVM %s %s".formatted(feature, average), inputs, ModelSettings.svm()));
        ways.add(new Way("MLP %s %s".formatted(feature, average), inputs, ModelSettings.mlp()));
      }
    }
    return List.copyOf(ways);
  }

  /** What others predict from, and what needs no graph. */
  static List<Way> baselines(List<String> layers) {
    InputSpec curve = InputSpec.parse("curve");
    InputSpec settings = InputSpec.parse("settings");
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(LAST_ACCURACY, curve, new Way.Method.LastAccuracy()));
    ways.add(new Way("curve, ridge and SVM", curve, ModelSettings.svm()));
    ways.add(
        new Way(
            "curve, support vectors", curve, new Way.Method.Baseline(Baselines.supportVectors())));
    ways.add(new Way("settings, tree", settings, new Way.Method.Baseline(Baselines.tree())));
    ways.add(new Way("settings", settings, ModelSettings.kernel()));
    ways.add(
        new Way("weight norm", InputSpec.parse("size:rolled/degree/raw"), ModelSettings.kernel()));
    if (!layers.isEmpty()) {
      var perLayer = layers.stream().map(layer -> "graph:rolled/degree/raw/" + layer).toList();
      ways.add(
          new Way(
              "layers, boosted trees",
              InputSpec.parse(perLayer),
              new Way.Method.Baseline(Baselines.boostedTrees())));
    }
    ways.add(new Way(CURVE, curve, ModelSettings.kernel()));
    ways.add(
        new Way(CURVE_AND_SETTINGS, InputSpec.parse("curve", "settings"), ModelSettings.kernel()));
    return List.copyOf(ways);
  }

  /** The movement of the graph of weights, alone and with what else is known. */
  static List<Way> ours() {
    return List.of(
        new Way("graph", InputSpec.movement(), ModelSettings.kernel()),
        new Way(GRAPH_AND_CURVE, InputSpec.movement("curve"), ModelSettings.kernel()),
        new Way("graph, settings", InputSpec.movement("settings"), ModelSettings.kernel()),
        new Way(BEST, InputSpec.movement("curve", "settings"), ModelSettings.kernel()));
  }

  /**
   * What a few consecutive snapshots say of the final accuracy, as in the paper's Tables 3 and 4;
   * the last without and with what the graph has moved since the first of them.
   */
  static List<Way> ofSnapshots() {
    InputSpec degree = InputSpec.parse("graph:rolled/degree/raw");
    return List.of(
        new Way("degree, ridge", degree, ModelSettings.svm()),
        new Way(
            "degree, support vectors", degree, new Way.Method.Baseline(Baselines.supportVectors())),
        new Way("degree, kernel", degree, ModelSettings.kernel()),
        new Way("graph", InputSpec.movement(), ModelSettings.kernel()),
        new Way(GRAPH_AND_CURVE, InputSpec.movement("curve"), ModelSettings.kernel()));
  }

  /** Those whose inputs mean the same for any network and dataset. */
  static List<Way> transferable() {
    return List.of(
        new Way(CURVE, InputSpec.parse("curve"), ModelSettings.kernel()),
        new Way("graph", InputSpec.movement(), ModelSettings.kernel()),
        new Way(GRAPH_AND_CURVE, InputSpec.movement("curve"), ModelSettings.kernel()),
        new Way(BEST, InputSpec.movement("curve", "settings"), ModelSettings.kernel()));
  }

  /** The layers that every observation of every run that has not diverged knows the degrees of. */
  private static List<String> layers(List<FittingRun> runs) {
    var whole = new SignatureKey("rolled", "degree", "raw");
    List<Observation> all =
        runs.stream()
            .flatMap(run -> run.byEndEpoch().values().stream())
            .filter(observation -> !observation.diverged())
            .toList();
    return all.stream()
        .flatMap(observation -> observation.signatures().keySet().stream())
        .filter(key -> !key.layer().isEmpty() && key.ofLayer("").equals(whole))
        .map(SignatureKey::layer)
        .distinct()
        .filter(
            layer -> all.stream().allMatch(it -> it.signatures().containsKey(whole.ofLayer(layer))))
        .sorted()
        .toList();
  }
}
