package io.epochgraph.signaturestream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.stage.StageDriver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherWindowsTest {

  @Test
  void shouldMakeTheWindowsThatItIsToldTo() {
    try (var stage = driver("width-4,expanding-3")) {
      Snapshots.chain(Snapshots.RUN, 5, 1)
          .forEach(it -> stage.send(TOPICS.graphStatistics(), it.getRun(), it));
      assertThat(stage.values(TOPICS.signatures()))
          .extracting(it -> it.getWindow() + " " + it.getEpochs())
          .containsExactly(
              "expanding-3 [0]",
              "expanding-3 [0, 1]",
              "expanding-3 [0, 1, 2]",
              "width-4 [0, 1, 2, 3]",
              "expanding-3 [1, 2, 3]",
              "width-4 [1, 2, 3, 4]",
              "expanding-3 [2, 3, 4]");
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"width", "width-0", "width-21", "expanding-999", "shrinking-3"})
  void shouldSayWhichWindowsThereAre(String window) {
    assertThatThrownBy(() -> driver(window))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "window \"%s\": want expanding, expanding-N or width-N with N from 1 to 20", window);
  }

  private static StageDriver driver(String windows) {
    return StageDriver.of(
        SignatureStreamTopology.STAGE, Map.of("epochgraph.signature.windows", windows));
  }
}
