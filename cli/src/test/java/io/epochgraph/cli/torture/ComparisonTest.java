package io.epochgraph.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private static final Map<String, Integer> CALM = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 1));

  @Test
  void shouldFindEqualValuesEqual() {
    assertThat(compare(new TreeMap<>(CALM)))
        .returns(true, Comparison::isEqual)
        .returns(4, Comparison::records);
  }

  @Test
  void shouldCountWhatIsLost() {
    Comparison comparison = compare(new TreeMap<>(Map.of("a", 1, "b", 1)));
    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.lost()).isEqualTo(2);
    assertThat(comparison.twice()).isZero();
  }

  @Test
  void shouldCountWhatCameTwice() {
    Comparison comparison = compare(new TreeMap<>(Map.of("a", 3, "b", 2, "c", 1)));
    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.twice()).isEqualTo(2);
    assertThat(comparison.lost()).isZero();
  }

  @Test
  void shouldCountWhatTheCalmRunNeverGave() {
    Comparison comparison = compare(new TreeMap<>(Map.of("a", 1, "b", 2, "c", 1, "d", 1)));
    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.foreign()).isEqualTo(1);
  }

  @Test
  void shouldNotConfuseALossWithAnotherTopicsDuplicate() {
    var comparisons =
        Comparison.of(
            Map.of("x", Map.of("a", 1), "y", Map.of("a", 1)),
            Map.of("x", Map.of(), "y", Map.of("a", 2)));
    assertThat(comparisons).noneMatch(Comparison::isEqual);
  }

  @Test
  void shouldDigestValuesAndHowOftenTheyCame() {
    assertThat(compare(new TreeMap<>(CALM)).sha256())
        .hasSize(64)
        .isEqualTo(compare(new TreeMap<>(CALM)).sha256())
        .isNotEqualTo(compare(new TreeMap<>(Map.of("a", 2, "b", 1, "c", 1))).sha256());
  }

  private static Comparison compare(Map<String, Integer> storm) {
    return Comparison.of(Map.of("x", CALM), Map.of("x", storm)).getFirst();
  }
}
