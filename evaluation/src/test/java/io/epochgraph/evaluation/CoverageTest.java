package io.epochgraph.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.HeldOut;
import io.epochgraph.prediction.LeftOut;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of twenty runs that end at 0.5, with intervals around it or beside it. */
final class CoverageTest {

  @Test
  void shouldCountEachRunOnceHoweverOftenItIsDivided() {
    List<HeldOut> all = runs(18);
    assertThat(Measures.coverage(List.of(all)).share()).isEqualTo(Figure.share(18, 20));
    assertThat(Measures.coverage(List.of(all, all, all)).share()).isEqualTo(Figure.share(18, 20));
  }

  @Test
  void shouldTakeTheMeanOfDivisions() {
    Measures.Coverage coverage = Measures.coverage(List.of(runs(18), runs(20)));
    assertThat(coverage.share()).isEqualTo(Figure.share(19, 20));
    assertThat(coverage.width()).isCloseTo(0.1, within(1e-12));
  }

  private static List<HeldOut> runs(int held) {
    return IntStream.range(0, 20)
        .mapToObj(i -> new HeldOut("run-" + i, 0.5, 0.1, said(i < held ? 0.45 : 0.6)))
        .toList();
  }

  private static Forecast said(double lower) {
    return new Forecast.Predicted(
        0.5,
        1,
        Forecast.Verdict.HIGH,
        Optional.of(new LeftOut.Interval(lower, lower + 0.1, 0.9)),
        List.of(),
        Optional.empty());
  }
}
