package io.epochgraph.evaluation.policy;

import static io.epochgraph.evaluation.policy.Sweeps.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.evaluation.Figure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShufflesTest {

  private static final List<PlayedRun> RUNS =
      List.of(
          run("a", 0.1, 0.2, 0.3),
          run("b", 0.2, 0.3, 0.3, 0.5),
          run("c", 0.3, 0.3, 0.4),
          run("d", 0.1, 0.1));

  @Test
  void shouldLoseAndSaveNothingWhereNothingIsStopped() {
    PolicyScore never = new Shuffles(20, 4, 2, 1).of(RUNS, List.of(new Never())).getFirst();

    assertThat(never.epochs()).isEqualTo(new Figure(12, 12, 12));
    assertThat(never.saved()).isEqualTo(new Figure(1, 1, 1));
    assertThat(never.regret()).isEqualTo(new Figure(0, 0, 0));
    assertThat(never.bestStopped()).isEqualTo(Figure.share(0, 20));
  }

  /** b and c stand still for an epoch, and only 0.3 is seen. */
  @Test
  void shouldTellWhatStoppingTheBestRunCosts() {
    PolicyScore hasty = new Shuffles(20, 4, 2, 1).of(RUNS, List.of(new Patience(1))).getFirst();

    assertThat(hasty.epochs().mean()).isEqualTo(3 + 3 + 2 + 2);
    assertThat(hasty.saved().mean()).isCloseTo(1.2, within(1e-12));
    assertThat(hasty.regret().mean()).isCloseTo(0.2, within(1e-12));
    assertThat(hasty.bestStopped()).isEqualTo(Figure.share(20, 20));
  }

  @Test
  void shouldDrawOtherBestRuns() {
    PolicyScore hasty = new Shuffles(200, 2, 1, 1).of(RUNS, List.of(new Patience(1))).getFirst();

    assertThat(hasty.regret().low()).isZero();
    assertThat(hasty.regret().high()).isCloseTo(0.2, within(1e-12));
    // of the six pairs only a and d have a best run that goes on, and so no regret
    assertThat(hasty.bestStopped().mean()).isBetween(5 / 6.0 - 0.08, 5 / 6.0 + 0.08);
  }

  @Test
  void shouldGiveTheSameForTheSameSeedAlone() {
    List<PlayedRun> runs =
        IntStream.range(0, 30)
            .mapToObj(i -> run("run-" + i, i % 7 / 10.0, i % 11 / 12.0, i % 13 / 14.0, 0.5))
            .toList();
    List<StoppingPolicy> policies = List.of(new Asha(2), new MedianStopping(3));

    List<PolicyScore> scores = new Shuffles(50, 20, 4, 7).of(runs, policies);
    assertThat(new Shuffles(50, 20, 4, 7).of(runs, policies)).isEqualTo(scores);
    assertThat(new Shuffles(50, 20, 4, 8).of(runs, policies)).isNotEqualTo(scores);
  }

  @Test
  void shouldRefuseToDrawMoreThanThereAre() {
    assertThatThrownBy(() -> new Shuffles(1, 5, 1, 1).of(RUNS, List.of(new Never())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sweeps of 5 runs: there are only 4");
  }
}
