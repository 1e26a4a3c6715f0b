package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "lenet5.lr_0.05-drop", "..", "R2D2"})
  void shouldTakeLettersDigitsDotsDashesAndUnderscores(String run) {
    assertThat(RunId.check(run)).isEqualTo(run);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a b", "a/b", "run\n", "läufer", "a\u0000"})
  void shouldRefuseAnythingElse(String run) {
    assertThat(RunId.isValid(run)).isFalse();
    assertThatThrownBy(() -> RunId.check(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run id %s: want 1 to 200 of [A-Za-z0-9._-]", RunId.printable(run));
  }

  @Test
  void shouldTakeTwoHundredCharactersAndNoMore() {
    assertThat(RunId.isValid("r".repeat(200))).isTrue();
    assertThat(RunId.isValid("r".repeat(201))).isFalse();
  }

  @Property
  void shouldMakeAnyTextFitToPrint(@ForAll String text) {
    String printable = RunId.printable(text);
    assertThat(printable.length()).isLessThanOrEqualTo(63);
    assertThat(printable.chars().noneMatch(Character::isISOControl)).isTrue();
  }
}
