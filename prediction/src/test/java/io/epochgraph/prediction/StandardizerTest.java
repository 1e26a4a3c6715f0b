package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import smile.tensor.DenseMatrix;

class StandardizerTest {
  @Test
  void shouldBringColumnsToMeanZeroAndDeviationOne() {
    double[][] x = {{1, 10}, {2, 30}, {3, 20}};

    Standardizer standardizer = Standardizer.fit(x);

    assertThat(standardizer.mean()).containsExactly(2, 20);
    assertThat(standardizer.scale()).containsExactly(1, 10);
    assertThat(standardizer.apply(new double[] {4, 5})).containsExactly(2, -1.5);
  }

  @Test
  void shouldTurnConstantColumnsIntoZero() {
    double third = 1.0 / 3;
    Standardizer standardizer =
        Standardizer.fit(new double[][] {{third, 0}, {third, 0}, {third, 1e-300}});

    assertThat(standardizer.scale()[0]).isZero();
    assertThat(standardizer.apply(new double[] {7, 0})[0]).isZero();
    assertThat(standardizer.apply(new double[] {7, 0})).doesNotContain(Double.NaN);
  }

  @Test
  void shouldMatchSmile() {
    double[][] x = SyntheticRuns.rows(40, 12, 3);
    Blas.load();
    DenseMatrix expected = DenseMatrix.of(x).standardize();
    Standardizer standardizer = Standardizer.fit(x);

    for (int i = 0; i < x.length; i++) {
      double[] row = standardizer.apply(x[i]);
      for (int j = 0; j < row.length; j++) {
        assertThat(row[j]).isCloseTo(expected.get(i, j), within(1e-12));
      }
    }
  }

  @Test
  void shouldKeepItsOwnArrays() {
    double[] mean = {1};
    Standardizer standardizer = new Standardizer(mean, new double[] {2});
    mean[0] = 5;

    assertThat(standardizer.apply(new double[] {1})).containsExactly(0);
  }

  @Test
  void shouldRejectWhatCannotBe() {
    assertThatThrownBy(() -> new Standardizer(new double[] {Double.NaN}, new double[1]))
        .hasMessage("mean[0] is NaN; it must be a finite number");
    assertThatThrownBy(() -> new Standardizer(new double[1], new double[] {-1}))
        .hasMessage("scale[0] is -1.0; it must not be negative");
    assertThatThrownBy(() -> new Standardizer(new double[2], new double[2]).apply(new double[3]))
        .hasMessage("The input has 3 columns; this Standardizer takes 2");
  }

  @Test
  void shouldLimitWhatIsFarBeyondTheFittedRuns() {
    var standardizer = new Standardizer(new double[] {1, 1, 1}, new double[] {2, 2, 0});

    assertThat(standardizer.apply(new double[] {1e9, -1e9, 1e9})).containsExactly(4, -4, 0);
  }
}
