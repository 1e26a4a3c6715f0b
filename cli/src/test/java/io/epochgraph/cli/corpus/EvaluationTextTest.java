package io.epochgraph.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTextTest {

  @ParameterizedTest
  @CsvSource({"0.95, 0.95", "-0.38, -.38", "-3.95, -4", "-12.61, -13", "74.1, 74.1", "–, –"})
  void shouldKeepColumnsApart(String number, String narrow) {
    assertThat(EvaluationText.narrow(number)).isEqualTo(narrow);
  }
}
