package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final double[] RISING = {0.1, 0.2, 0.3, 0.4};

  @Test
  void shouldKnowPerfectAndReversedOrder() {
    assertThat(Agreement.tau(RISING, new double[] {1, 5, 6, 7})).isEqualTo(1);
    assertThat(Agreement.tau(RISING, new double[] {4, 3, 2, 1})).isEqualTo(-1);
  }

  @Test
  void shouldCountTiesAsTauBDoes() {
    // 5 pairs agree, none disagrees, one is tied in b: 5 / √(6 · 5)
    assertThat(Agreement.tau(RISING, new double[] {1, 1, 2, 3}))
        .isCloseTo(5 / Math.sqrt(30), within(1e-15));
    assertThat(Agreement.tau(RISING, new double[4])).isNaN();
  }

  @Test
  void shouldCompareErrorsWithTheDeviationFromTheMean() {
    assertThat(Agreement.r2(RISING, RISING)).isEqualTo(1);
    assertThat(Agreement.r2(new double[] {0.25, 0.25, 0.25, 0.25}, RISING))
        .isCloseTo(0, within(1e-15));
    assertThat(Agreement.r2(new double[] {0.4, 0.3, 0.2, 0.1}, RISING))
        .isCloseTo(-3, within(1e-12));
    assertThat(Agreement.r2(RISING, new double[4])).isNaN();
  }
}
