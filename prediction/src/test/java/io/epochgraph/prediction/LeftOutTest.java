package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.prediction.LeftOut.Interval;
import io.epochgraph.prediction.LeftOut.Quantile;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeftOutTest {

  /** Estimates that are all 0.5, with errors of −10, −9, … 9 hundredths. */
  private static final LeftOut EVEN =
      new LeftOut(
          IntStream.range(0, 20).mapToDouble(_ -> 0.5).toArray(),
          IntStream.range(0, 20).mapToDouble(i -> 0.4 + i / 100.0).toArray());

  private static LeftOut random(int runs, Random random) {
    double[] estimates = random.doubles(runs, 0.2, 0.8).toArray();
    double[] outcomes = new double[runs];
    for (int i = 0; i < runs; i++) {
      outcomes[i] = Math.clamp(estimates[i] + 0.05 * random.nextGaussian(), 0.0, 1.0);
    }
    return new LeftOut(estimates, outcomes);
  }

  @Test
  void shouldCutAsManyErrorsOffBelowAsAbove() {
    Interval interval = EVEN.interval(0.5, 0.9).orElseThrow();

    assertThat(interval.lower()).isCloseTo(0.4, within(1e-12));
    assertThat(interval.upper()).isCloseTo(0.59, within(1e-12));
    assertThat(EVEN.interval(0.7, 0.8).orElseThrow().lower()).isCloseTo(0.61, within(1e-12));
    assertThat(EVEN.interval(0.02, 0.8).orElseThrow().lower()).isZero();
  }

  @Test
  void shouldPromiseNothingThatFewRunsCannotHold() {
    assertThat(EVEN.interval(0.5, 0.95)).isEmpty();
    assertThat(LeftOut.UNKNOWN.interval(0.5, 0.5)).isEmpty();
    assertThat(LeftOut.UNKNOWN.quantiles(0.5)).isEmpty();
    assertThat(new LeftOut(new double[] {0.5}, new double[] {0.4}).quantiles(0.5))
        .containsExactly(new Quantile(0.5, 0.4));
  }

  @Test
  void shouldCountErrorsThatReachTheThreshold() {
    assertThat(EVEN.probabilityFrom(0.495, 0.5)).isCloseTo(10.5 / 21, within(1e-12));
    assertThat(EVEN.probabilityFrom(1, 0.5)).isCloseTo(0.5 / 21, within(1e-12));
    assertThat(EVEN.probabilityFrom(0, 0.5)).isCloseTo(20.5 / 21, within(1e-12));
  }

  @Property(tries = 200)
  void shouldOrderQuantilesAndHoldTheMedianInTheInterval(
      @ForAll @IntRange(min = 1, max = 90) int runs,
      @ForAll @DoubleRange(min = 0, max = 1) double estimate,
      @ForAll long seed) {
    LeftOut leftOut = random(runs, new Random(seed));

    List<Quantile> quantiles = leftOut.quantiles(estimate);

    assertThat(quantiles).isSortedAccordingTo(Comparator.comparingDouble(Quantile::accuracy));
    assertThat(quantiles).isSortedAccordingTo(Comparator.comparingDouble(Quantile::probability));
    quantiles.stream()
        .filter(quantile -> quantile.probability() == 0.5)
        .forEach(
            median ->
                leftOut
                    .interval(estimate, 0.9)
                    .ifPresent(it -> assertThat(it.contains(median.accuracy())).isTrue()));
  }

  /**
   * 4,000 outcomes: a true coverage of 90 % would leave these bounds once in ten thousand times.
   */
  @Test
  void shouldCoverWhatItPromises() {
    var random = new Random(8);
    int covered = 0;
    for (int trial = 0; trial < 4000; trial++) {
      LeftOut leftOut = random(60, random);
      double estimate = random.nextDouble(0.2, 0.8);
      double outcome = Math.clamp(estimate + 0.05 * random.nextGaussian(), 0.0, 1.0);
      covered += leftOut.interval(estimate, 0.9).orElseThrow().contains(outcome) ? 1 : 0;
    }
    assertThat(covered / 4000.0).isBetween(0.88, 0.955);
  }

  @Test
  void shouldRefuseUnequalLengths() {
    assertThatThrownBy(() -> new LeftOut(new double[2], new double[3]))
        .hasMessage("There are 2 estimates and 3 outcomes; each run needs one of both");
  }
}
