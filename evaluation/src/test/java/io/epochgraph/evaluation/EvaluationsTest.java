package io.epochgraph.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.SignatureKey;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EvaluationsTest {

  private static final int EPOCHS = 3;
  private static final Target BEST = Target.BEST_VALIDATION_ACCURACY;
  private static final ModelSettings SVM = ModelSettings.svm();

  @Test
  void shouldSeeWhatSignaturesSay() {
    List<FittingRun> runs = CorpusObservations.of(List.of(run("a", 0.5, 1.0)), BEST, 10, true);

    Observation last = runs.getFirst().byEndEpoch().get(EPOCHS);
    assertThat(runs.getFirst().byEndEpoch().keySet()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(last.snapshots()).isEqualTo(EPOCHS + 1);
    double[] raw = last.signatures().get(SignatureKey.parse("rolled-since-start/degree/raw"));
    assertThat(raw[5 * 3 + 1]).isEqualTo(3 * mean(1.0, 3));
    double[] linear = last.signatures().get(SignatureKey.parse("rolled/degree/linear"));
    double wanted = (mean(1.0, 1) + 2 * mean(1.0, 2) + 3 * mean(1.0, 3)) / 6;
    assertThat(linear[5 * 3 + 1]).isCloseTo(wanted, within(1e-12));
    double[] initial = last.signatures().get(SignatureKey.parse("rolled/degree/exponential"));
    assertThat(initial[1]).isEqualTo(mean(1.0, 0));
  }

  @Test
  void shouldGiveOnlyWholeWindowsOfAWidth() {
    FittingRun run = CorpusObservations.of(List.of(run("a", 0.5, 1.0)), BEST, 3, false).getFirst();
    assertThat(run.byEndEpoch().keySet()).containsExactlyInAnyOrder(2, 3);
  }

  @Test
  void shouldFindWhatTheGraphKnowsAndNothingInNoise() {
    List<FittingRun> runs = CorpusObservations.of(corpus(60), BEST, 10, true);
    List<Way> ways =
        List.of(
            new Way("graph", InputSpec.parse("graph:rolled/degree/raw"), SVM),
            new Way("curve", InputSpec.parse("curve"), SVM));

    List<WayScores> scores = scores(runs, ways);

    assertThat(scores).extracting(WayScores::way).containsExactly("graph", "curve");
    WayScores.AtEpoch graph = scores.getFirst().byEpoch().get(2);
    WayScores.AtEpoch curve = scores.getLast().byEpoch().get(2);
    assertThat(graph.r2().mean()).isGreaterThan(0.95);
    assertThat(graph.r2().low()).isBetween(0.9, graph.r2().mean());
    assertThat(graph.tau().mean()).isGreaterThan(0.9);
    assertThat(graph.right().mean()).isGreaterThan(curve.right().mean() + 0.2);
    assertThat(curve.r2().mean()).isLessThan(0.3);
    assertThat(curve.tau().high()).isLessThan(0.5);
    assertThat(curve.runs()).isEqualTo(60);
    assertThat(scores(runs, ways)).isEqualTo(scores);
  }

  private static List<WayScores> scores(List<FittingRun> runs, List<Way> ways) {
    var evaluations = new Evaluations(5, 2, 1);
    return evaluations.scores(
        evaluations.heldOut(runs, ways, BEST, 0.5, Setting.Split.RANDOM), 0.5, false);
  }

  @Test
  void shouldJudgeACorpusInEverySetting() {
    Judged judged = new Judgement(new Evaluations(5, 1, 1)).of("made", corpus(40), BEST, 0.5);

    assertThat(judged.runs()).isEqualTo(40);
    assertThat(judged.scores()).hasSize(4);
    assertThat(judged.gains())
        .allSatisfy(gain -> assertThat(gain.byEpoch().get(3).r2().low()).isPositive());
    assertThat(judged.consecutive().keySet()).containsExactly(2, 3);
    assertThat(judged.weightiest()).isEmpty();
  }

  @Test
  void shouldRefuseASingleFold() {
    assertThatThrownBy(() -> new Evaluations(1, 1, 1)).hasMessageContaining("folds 1, repeats 1");
  }

  /** The degrees follow the outcome; the curve is noise. */
  private static List<CorpusRun> corpus(int runs) {
    var random = new SplittableRandom(7);
    List<CorpusRun> corpus = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      double outcome = random.nextDouble(0.1, 0.9);
      corpus.add(run("run-%02d".formatted(i), outcome, outcome));
    }
    return corpus;
  }

  private static CorpusRun run(String id, double outcome, double size) {
    Run run = MadeRuns.run(id, 0, RunStatus.COMPLETED, outcome, outcome);
    var noise = new SplittableRandom(id.hashCode());
    List<GraphStatistics> statistics = new ArrayList<>();
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      statistics.add(MadeRuns.epoch(id, 0, epoch, mean(size, epoch), noise.nextDouble()));
    }
    return new CorpusRun(run, List.of(), statistics);
  }

  private static double mean(double size, int epoch) {
    return 1 + size * epoch;
  }
}
