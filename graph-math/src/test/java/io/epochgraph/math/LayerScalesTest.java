package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LayerScalesTest {

  /** A path of n nodes: λ = 2 cos(π / (n+1)), v_i ~ sin(π i / (n+1)). */
  @Property(tries = 100)
  void shouldFindClosedFormOfPath(@ForAll @IntRange(min = 2, max = 80) int nodes) {
    double[] couplings = new double[nodes - 1];
    Arrays.fill(couplings, 3);
    LayerScales scales = LayerScales.of(couplings);
    double angle = Math.PI / (nodes + 1);
    double[] expected = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      expected[i] = Math.sqrt(2.0 / (nodes + 1)) * Math.sin(angle * (i + 1));
    }
    assertThat(scales.largest()).isCloseTo(6 * Math.cos(angle), within(1e-14));
    assertThat(scales.scales()).containsExactly(expected, within(1e-12));
  }

  @Property
  void shouldSolveEachRowToItsOwnPrecision(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -9, max = 9) Double> decades) {
    double[] b = new double[decades.size()];
    for (int i = 0; i < b.length; i++) {
      b[i] = Math.pow(10, decades.get(i));
    }
    LayerScales scales = LayerScales.of(b);
    double[] v = scales.scales();
    assertThat(Kernels.norm(v)).isCloseTo(1, within(1e-14));
    for (int i = 0; i < v.length; i++) {
      double image = (i > 0 ? b[i - 1] * v[i - 1] : 0) + (i < b.length ? b[i] * v[i + 1] : 0);
      assertThat(v[i]).isNotNegative();
      assertThat(image).isCloseTo(scales.largest() * v[i], within(1e-12 * scales.largest()));
    }
  }

  @Test
  void shouldKeepTinyComponentsPrecise() {
    double[] v = LayerScales.of(new double[] {1, 1e-20, 1e-20}).scales();
    assertThat(v[2]).isCloseTo(Math.sqrt(0.5) * 1e-20, within(1e-34));
    assertThat(v[3]).isCloseTo(Math.sqrt(0.5) * 1e-40, within(1e-54));
  }
}
