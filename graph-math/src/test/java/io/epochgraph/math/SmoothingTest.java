package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SmoothingTest {
  private static final double[][] TRAINED = {{4, 10}, {1, 20}, {7, 60}};

  private static List<double[]> values(Smoothing start) {
    List<double[]> values = new ArrayList<>();
    Smoothing smoothing = start.initial(new double[] {1000, -1000});
    values.add(smoothing.value());
    for (double[] snapshot : TRAINED) {
      smoothing = smoothing.next(snapshot);
      values.add(smoothing.value());
    }
    assertThat(smoothing.trained()).isEqualTo(TRAINED.length);
    return values;
  }

  @Test
  void shouldLeaveRawSnapshotsAlone() {
    assertThat(values(Smoothing.start(Aggregator.RAW)))
        .containsExactly(new double[] {1000, -1000}, TRAINED[0], TRAINED[1], TRAINED[2]);
  }

  /** (4 + 2·1)/3 = 2, (10 + 2·20)/3 = 50/3; (4 + 2 + 3·7)/6 = 4.5, (10 + 40 + 180)/6 = 115/3. */
  @Test
  void shouldWeightLinearlyWithoutTheInitialWeights() {
    List<double[]> values = values(Smoothing.start(Aggregator.LINEAR));
    assertThat(values.get(0)).containsExactly(1000, -1000);
    assertThat(values.get(1)).containsExactly(4, 10);
    assertThat(values.get(2)).containsExactly(new double[] {2, 50.0 / 3}, within(1e-13));
    assertThat(values.get(3)).containsExactly(new double[] {4.5, 115.0 / 3}, within(1e-13));
  }

  @Test
  void shouldWeightExponentiallyWithoutTheInitialWeights() {
    List<double[]> values = values(Smoothing.start(Aggregator.EXPONENTIAL));
    assertThat(values.get(0)).containsExactly(1000, -1000);
    assertThat(values.get(1)).containsExactly(4, 10);
    assertThat(values.get(2)).containsExactly(2.5, 15);
    assertThat(values.get(3)).containsExactly(4.75, 37.5);
    List<double[]> slower = values(Smoothing.start(Aggregator.EXPONENTIAL, 0.25));
    assertThat(slower.get(2)).containsExactly(3.25, 12.5);
    assertThat(slower.get(3)).containsExactly(4.1875, 24.375);
  }

  @Property
  void shouldKeepConstantSeriesConstant(
      @ForAll Aggregator aggregator,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double constant,
      @ForAll @DoubleRange(min = 0.01, max = 1) double alpha) {
    Smoothing smoothing = Smoothing.start(aggregator, alpha);
    for (int i = 0; i < 20; i++) {
      smoothing = smoothing.next(new double[] {constant});
    }
    assertThat(smoothing.value()).containsExactly(constant);
  }

  @Property
  void shouldMatchTheDefinitionOfTheLinearAverage(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -10, max = 10) Double> series) {
    Smoothing smoothing = Smoothing.start(Aggregator.LINEAR);
    double weighted = 0;
    double weights = 0;
    for (int j = 1; j <= series.size(); j++) {
      smoothing = smoothing.next(new double[] {series.get(j - 1)});
      weighted += j * series.get(j - 1);
      weights += j;
      assertThat(smoothing.value()[0]).isCloseTo(weighted / weights, within(1e-12));
    }
  }

  @Property
  void shouldStayWithinTheRangeOfTheSeries(
      @ForAll Aggregator aggregator,
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -10, max = 10) Double> series) {
    Smoothing smoothing = Smoothing.start(aggregator);
    for (double value : series) {
      smoothing = smoothing.next(new double[] {value});
    }
    assertThat(smoothing.value()[0])
        .isBetween(Collections.min(series) - 1e-12, Collections.max(series) + 1e-12);
  }

  @Test
  void shouldContinueFromItsComponents() {
    Smoothing kept = Smoothing.start(Aggregator.LINEAR).next(TRAINED[0]).next(TRAINED[1]);
    Smoothing restored =
        new Smoothing(kept.aggregator(), kept.alpha(), kept.trained(), kept.value());
    assertThat(restored).isEqualTo(kept).hasSameHashCodeAs(kept);
    assertThat(restored.next(TRAINED[2])).isEqualTo(kept.next(TRAINED[2]));
    assertThat(kept.next(TRAINED[2])).isNotEqualTo(kept);
  }

  @Test
  void shouldStayImmutable() {
    double[] snapshot = {1, 2};
    Smoothing smoothing = Smoothing.start(Aggregator.RAW).next(snapshot);
    snapshot[0] = 9;
    smoothing.value()[1] = 9;
    assertThat(smoothing.value()).containsExactly(1, 2);
  }

  @Test
  void shouldRefuseWhatDoesNotFollow() {
    Smoothing trained = Smoothing.start(Aggregator.LINEAR).next(new double[] {1, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trained.next(new double[] {1}))
        .withMessage("a snapshot has 1 statistics; expected 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trained.initial(new double[] {1, 2}))
        .withMessage("the initial weights must come first, not after 1 trained snapshots");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Smoothing.start(Aggregator.RAW).next(new double[0]))
        .withMessage("a snapshot has 0 statistics; expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Smoothing.start(Aggregator.EXPONENTIAL, 0))
        .withMessage("alpha 0.0 must be above 0 and at most 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Smoothing(Aggregator.RAW, 0.5, 2, new double[0]))
        .withMessage("2 trained snapshots do not go with 0 statistics");
  }
}
