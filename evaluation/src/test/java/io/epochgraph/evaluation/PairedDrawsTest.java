package io.epochgraph.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.HeldOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of estimates that are out by so much, up or down. */
final class PairedDrawsTest {

  private static final int RUNS = 60;
  private static final double[] OUTCOMES = new Random(2).doubles(RUNS, 0.2, 0.8).toArray();

  @Test
  void shouldTakeTheMeanOfDivisions() {
    PairedDraws first = paired(0.05, 0.1);
    PairedDraws second = paired(0.02, 0.1);

    Figure r2 = PairedDraws.gain(List.of(first, second)).r2();
    double one = PairedDraws.gain(List.of(first)).r2().mean();
    double other = PairedDraws.gain(List.of(second)).r2().mean();
    assertThat(r2.mean()).isCloseTo((one + other) / 2, within(1e-12));
    assertThat(r2.low()).as("always better").isPositive().isLessThan(r2.mean());
    assertThat(r2.high()).isGreaterThan(r2.mean());
  }

  @Test
  void shouldDrawTheSameRunsForBothWays() {
    assertThat(PairedDraws.gain(List.of(paired(0.1, 0.1))).r2()).isEqualTo(new Figure(0, 0, 0));
  }

  @Test
  void shouldCompareOnTheRunsThatBothSaySomethingOf() {
    List<HeldOut> some = estimates(0.05).subList(0, 40);
    PairedDraws paired = draws(some, estimates(0.1)).orElseThrow();
    assertThat(paired.than()).isEqualTo(Measures.of(estimates(0.1).subList(0, 40), 0.5));
    assertThat(draws(some, estimates(0.1).subList(40, RUNS))).isEmpty();
  }

  private static PairedDraws paired(double better, double than) {
    List<HeldOut> shuffled = new ArrayList<>(estimates(than));
    Collections.shuffle(shuffled, new Random(1));
    return draws(estimates(better), shuffled).orElseThrow();
  }

  private static Optional<PairedDraws> draws(List<HeldOut> better, List<HeldOut> than) {
    return PairedDraws.of(better, than, new Bootstrap(200, 1), 0.5);
  }

  private static List<HeldOut> estimates(double out) {
    return IntStream.range(0, RUNS)
        .mapToObj(
            i -> {
              double estimate = OUTCOMES[i] + (i % 2 == 0 ? out : -out);
              var verdict = estimate >= 0.5 ? Forecast.Verdict.HIGH : Forecast.Verdict.LOW;
              var said =
                  new Forecast.Predicted(
                      estimate,
                      estimate >= 0.5 ? 1 : 0,
                      verdict,
                      Optional.empty(),
                      List.of(),
                      Optional.empty());
              return new HeldOut("run-%02d".formatted(i), OUTCOMES[i], 0.1, said);
            })
        .toList();
  }
}
