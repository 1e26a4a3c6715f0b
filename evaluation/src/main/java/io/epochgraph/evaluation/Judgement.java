package io.epochgraph.evaluation;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.Setting.Split;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.EpochModel;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.HeldOut;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.RidgeModel;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Judges all ways on a corpus. The same corpus gives the same figures. */
public final class Judgement {
  /** Snapshots in a window at most, as in signature-stream's expanding windows. */
  public static final int WINDOW = 10;

  private static final int MOST_WEIGHTS = 10;
  private static final List<Integer> WIDTHS = List.of(2, 3);

  private static final InputSpec BOTH_FEATURES =
      InputSpec.parse("graph:rolled/degree/raw", "graph:rolled/eigenvector/raw");

  private final Evaluations evaluations;

  /** Judges as {@code evaluations} divides. */
  public Judgement(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * The runs of a corpus as they are judged.
   *
   * @return with what was seen of them in expanding windows
   */
  public static List<FittingRun> runs(List<CorpusRun> corpus, Target target) {
    return CorpusObservations.of(corpus, target, WINDOW, true);
  }

  /** Judges all ways on one corpus. */
  public Judged of(String name, List<CorpusRun> corpus, Target target, double threshold) {
    List<FittingRun> runs = runs(corpus, target);
    List<Way> ways = Ways.of(runs);
    List<Judged.InSetting> scores = new ArrayList<>();
    List<Gain> gains = new ArrayList<>();
    for (Split split : Split.values()) {
      Map<Way, List<SortedMap<Integer, List<HeldOut>>>> heldOut =
          evaluations.heldOut(runs, ways, target, threshold, split);
      for (boolean diverged : new boolean[] {false, true}) {
        scores.add(
            new Judged.InSetting(
                new Setting(split, diverged), evaluations.scores(heldOut, threshold, diverged)));
      }
      if (split == Split.RANDOM) {
        gains.add(evaluations.gain(heldOut, Ways.GRAPH_AND_CURVE, Ways.CURVE, threshold));
        gains.add(evaluations.gain(heldOut, Ways.BEST, Ways.CURVE_AND_SETTINGS, threshold));
        gains.add(evaluations.gain(heldOut, Ways.BEST, Ways.CURVE, threshold));
      }
    }
    return new Judged(
        name,
        cohort(corpus),
        target,
        threshold,
        runs.size(),
        (int) runs.stream().filter(run -> run.outcome() >= threshold).count(),
        scores,
        gains,
        consecutive(corpus, threshold),
        weightiest(runs, target, threshold));
  }

  private static String cohort(List<CorpusRun> corpus) {
    return String.join(
        ", ",
        corpus.stream()
            .map(run -> run.getRun().getDescriptor())
            .map(run -> "%s on %s".formatted(run.getNetwork(), run.getDataset()))
            .distinct()
            .sorted()
            .toList());
  }

  private SortedMap<Integer, List<WayScores>> consecutive(
      List<CorpusRun> corpus, double threshold) {
    SortedMap<Integer, List<WayScores>> byWidth = new TreeMap<>();
    Target target = Target.FINAL_VALIDATION_ACCURACY;
    for (int width : WIDTHS) {
      List<FittingRun> runs = CorpusObservations.of(corpus, target, width, false);
      var heldOut = evaluations.heldOut(runs, Ways.ofSnapshots(), target, threshold, Split.RANDOM);
      byWidth.put(width, evaluations.scores(heldOut, threshold, false));
    }
    return byWidth;
  }

  private static List<Judged.Weight> weightiest(
      List<FittingRun> runs, Target target, double threshold) {
    FittedPredictor predictor = fit(runs, BOTH_FEATURES, ModelSettings.svm(), target, threshold);
    Optional<EpochModel> model =
        predictor.epochModels().stream().filter(it -> it.endEpoch() == Judged.WEIGHED).findFirst();
    if (model.isEmpty() || !(model.get().accuracy() instanceof RidgeModel ridge)) {
      return List.of();
    }
    List<String> names = predictor.inputs().names(model.get().snapshots());
    return IntStream.range(0, names.size())
        .mapToObj(j -> new Judged.Weight(names.get(j), 100 * ridge.coefficients()[j]))
        .sorted(Comparator.comparingDouble(weight -> -Math.abs(weight.weight())))
        .limit(MOST_WEIGHTS)
        .toList();
  }

  private static FittedPredictor fit(
      List<FittingRun> runs,
      InputSpec inputs,
      ModelSettings models,
      Target target,
      double threshold) {
    FittingSettings settings =
        FittingSettings.of("judged", new Cohort("any", "any"), inputs)
            .withTarget(target)
            .withThreshold(threshold)
            .withModels(models);
    return PredictorFitter.fit(runs, settings, 1).predictor();
  }

  /**
   * How predictors that learnt from one corpus do on another, of other networks or data.
   *
   * @param threshold of the corpus to predict
   */
  public static Transfer transfer(
      String from,
      List<FittingRun> learnt,
      String to,
      List<FittingRun> predicted,
      Target target,
      double threshold) {
    SortedMap<String, SortedMap<Integer, Measures>> byWay = new TreeMap<>();
    for (Way way : Ways.transferable()) {
      FittedPredictor predictor = fit(learnt, way.inputs(), Ways.models(way), target, threshold);
      byWay.put(way.name(), measures(predictor, predicted, threshold));
    }
    return new Transfer(from, to, byWay);
  }

  private static SortedMap<Integer, Measures> measures(
      FittedPredictor predictor, List<FittingRun> runs, double threshold) {
    SortedMap<Integer, Measures> byEpoch = new TreeMap<>();
    for (int epoch : predictor.coveredEpochs()) {
      List<HeldOut> all =
          runs.stream()
              .filter(run -> run.byEndEpoch().containsKey(epoch))
              .filter(run -> !run.byEndEpoch().get(epoch).diverged())
              .map(
                  run ->
                      new HeldOut(
                          run.run(),
                          run.outcome(),
                          run.byEndEpoch().get(epoch).lastValidationAccuracy(),
                          predictor.predict(epoch, run.byEndEpoch().get(epoch))))
              .toList();
      if (!all.isEmpty()) {
        byEpoch.put(epoch, Measures.of(all, threshold));
      }
    }
    return byEpoch;
  }

  /**
   * How predictors of one corpus do on another.
   *
   * @param byWay by the way's name and the window's last epoch
   */
  public record Transfer(
      String from, String to, SortedMap<String, SortedMap<Integer, Measures>> byWay) {}
}
