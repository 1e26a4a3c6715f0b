package io.epochgraph.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FigureTest {

  @Test
  void shouldHoldTheMiddleOfTheValues() {
    double[] values = IntStream.rangeClosed(0, 1000).mapToDouble(i -> 1000 - i).toArray();
    assertThat(Figure.middle(values)).isEqualTo(new Figure(500, 25, 975));
    assertThat(Figure.middle(new double[] {3})).isEqualTo(new Figure(3, 3, 3));
  }

  /** Wilson's formula worked out apart. */
  @Test
  void shouldGiveWilsonsInterval() {
    Figure none = Figure.share(0, 200);
    assertThat(none.mean()).isZero();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.0188453, within(1e-7));
    Figure some = Figure.share(56, 200);
    assertThat(some.mean()).isEqualTo(0.28);
    assertThat(some.low()).isCloseTo(0.2223689, within(1e-7));
    assertThat(some.high()).isCloseTo(0.3459230, within(1e-7));
  }
}
