package io.epochgraph.evaluation;

import static io.epochgraph.evaluation.MadeRuns.epoch;
import static io.epochgraph.evaluation.MadeRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.prediction.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BalanceTest {

  /** Four runs reach 40 % and end below, sixteen do not reach it. */
  private static final List<CorpusRun> RUNS =
      CorpusAssembly.of(
          IntStream.range(0, 20)
              .mapToObj(i -> run(id(i), 0, RunStatus.COMPLETED, i % 5 == 0 ? 0.4 : 0.3, 0.2))
              .toList(),
          IntStream.range(0, 20).mapToObj(i -> epoch(id(i), 0, 0, 1, 0.1)).toList());

  @Test
  void shouldKeepTheRarerKindAndAsManyOfTheOther() {
    List<String> balanced = balanced(1);

    assertThat(balanced).hasSize(8).isSorted().contains(id(0), id(5), id(10), id(15));
    assertThat(balanced(1)).isEqualTo(balanced);
    assertThat(balanced(2)).hasSize(8).isNotEqualTo(balanced);
  }

  @Test
  void shouldRefuseWhereOneKindIsMissing() {
    assertThatThrownBy(() -> Balance.of(RUNS, Target.FINAL_VALIDATION_ACCURACY, 0.4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("20 runs, 0 of them high (from 0.4 on): want some of either kind to balance");
  }

  private static List<String> balanced(long seed) {
    return Balance.of(RUNS, Target.BEST_VALIDATION_ACCURACY, 0.4, seed).stream()
        .map(run -> run.getRun().getRun())
        .toList();
  }

  private static String id(int i) {
    return "run-%02d".formatted(i);
  }
}
