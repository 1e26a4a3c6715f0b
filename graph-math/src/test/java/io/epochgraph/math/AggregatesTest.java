package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatesTest {

  /** Deviations from 3.25: −2.25, −1.25, −0.25, 3.75. */
  @Test
  void shouldMatchHandComputedMoments() {
    Aggregates aggregates = Aggregates.of(new double[] {7, 1, 3, 2});
    double m2 = (5.0625 + 1.5625 + 0.0625 + 14.0625) / 4;
    double m3 = (-11.390625 - 1.953125 - 0.015625 + 52.734375) / 4;
    double m4 = (25.62890625 + 2.44140625 + 0.00390625 + 197.75390625) / 4;
    assertThat(aggregates.toArray())
        .containsExactly(
            new double[] {2.5, 3.25, Math.sqrt(m2), m3 / Math.pow(m2, 1.5), m4 / (m2 * m2) - 3},
            within(1e-14));
    assertThat(aggregates.toArray()).hasSize(Aggregates.COUNT);
  }

  @Test
  void shouldTakeMiddleValueOfOddCountAndOnlyTheRange() {
    double[] values = {100, 1, 9, 2, -100};
    assertThat(Aggregates.of(values, 1, 4).median()).isEqualTo(2);
    assertThat(Aggregates.of(values, 1, 4).mean()).isEqualTo(4);
    assertThat(values).containsExactly(100, 1, 9, 2, -100);
  }

  @Test
  void shouldSummariseOneNode() {
    assertThat(Aggregates.of(new double[] {4.2})).isEqualTo(new Aggregates(4.2, 4.2, 0, 0, 0));
    assertThat(Aggregates.of(new double[] {0, 0})).isEqualTo(new Aggregates(0, 0, 0, 0, 0));
  }

  @Test
  void shouldTreatRoundingAsNoSpread() {
    double[] values = {1, Math.nextUp(1.0), 1, 1};
    Aggregates aggregates = Aggregates.of(values);
    assertThat(aggregates.skewness()).isZero();
    assertThat(aggregates.kurtosis()).isZero();
    assertThat(aggregates.std()).isLessThan(1e-12);
  }

  @Property
  void shouldNotDependOnScale(
      @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -100, max = 100) Double> values) {
    Aggregates plain = Aggregates.of(values.stream().mapToDouble(v -> v).toArray());
    for (double scale : new double[] {0x1p-600, 0x1p600}) {
      Aggregates other = Aggregates.of(values.stream().mapToDouble(v -> v * scale).toArray());
      assertThat(other.mean()).isEqualTo(plain.mean() * scale);
      assertThat(other.std()).isEqualTo(plain.std() * scale);
      assertThat(other.skewness()).isEqualTo(plain.skewness());
      assertThat(other.kurtosis()).isEqualTo(plain.kurtosis());
    }
  }

  @Property
  void shouldStandFarFromZero(@ForAll @DoubleRange(min = 1, max = 10) double step) {
    double far = 1e9;
    Aggregates aggregates =
        Aggregates.of(new double[] {far, far + step, far + 2 * step, far + 3 * step});
    assertThat(aggregates.std()).isCloseTo(step * Math.sqrt(1.25), within(1e-6));
    assertThat(aggregates.skewness()).isCloseTo(0, within(1e-6));
    assertThat(aggregates.kurtosis()).isCloseTo(-1.36, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void shouldBeNaNThroughoutWhereOneValueIsNotFinite(double bad) {
    assertThat(Aggregates.of(new double[] {1, bad, 2}).toArray()).containsOnly(Double.NaN);
    assertThat(Aggregates.of(new double[] {1, bad, 2}, 2, 3).mean()).isEqualTo(2);
  }

  @Test
  void shouldRefuseRangeWithoutValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aggregates.of(new double[0]))
        .withMessage("range 0..0 of 0 values must hold at least one of them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aggregates.of(new double[3], 1, 4))
        .withMessageContaining("range 1..4 of 3 values");
  }
}
