package io.epochgraph.cli.sweep;

import static io.epochgraph.cli.sweep.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoardTextTest {

  private final Board board = new Board(Samples.runs(6), Samples.CHAMPION);
  private final BoardText text = new BoardText(new Style(false));

  @Test
  void shouldShowTheSweepAndARowForEachRunThatHasBegun() {
    board.epoch(run(0), 2, Samples.metrics(0.5123));
    board.predicted(Samples.prediction(0, 2, 0.7, 0.93, 0.5123));
    board.epoch(run(1), 1, Samples.metrics(0.3));
    board.predicted(Samples.prediction(1, 1, 0.314, 0.2, 0.3));
    board.epoch(run(2), 1, Samples.metrics(0.1));
    board.predicted(Samples.diverged(2, 1));
    board.epoch(run(3), 1, Samples.metrics(0.2));
    board.predicted(Samples.withoutPredictor(3, 1));
    board.epoch(run(4), 4, Samples.metrics(0.6));
    board.ended(run(4), Samples.outcome(0.6, 0.6));
    board.fittedOn(List.of(run(4).run()));

    List<String> lines = text.lines(board.runs(), "12.3 s", 24);
    assertThat(lines.get(1)).matches("█{15}░{25}  38 %   1 of 6 runs ended   12.3 s");
    assertThat(lines.get(2)).startsWith("run").contains("lr", "dropout", "predicted", "verdict");
    assertThat(row(lines, "#000"))
        .contains("1.5e-2", "0.3", "██████░░░░░░", "51.2 %", "70.0 %", "HIGH 93 %");
    assertThat(row(lines, "#001")).contains("30.0 %", "31.4 %", "LOW  80 %");
    assertThat(row(lines, "#002")).endsWith("diverged");
    assertThat(row(lines, "#003")).endsWith("no predictor yet");
    assertThat(row(lines, "#004")).contains("ended").endsWith("fitted on");
    assertThat(lines).hasSize(3 + 5).noneMatch(line -> line.startsWith("#005"));
    assertThat(lines.getLast()).as("ended ones last").startsWith("#004");
  }

  @Test
  void shouldShowAVerdictThatItDoesNotKnow() {
    board.epoch(run(0), 2, Samples.metrics(0.5));
    board.predicted(Samples.unknown(0, 2));
    assertThat(row(text.lines(board.runs(), "1.0 s", 24), "#000")).endsWith("unknown");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9, 10, 24})
  void shouldFitTheHeightAndSayHowManyAreLeftOut(int height) {
    for (int i = 0; i < 6; i++) {
      board.epoch(run(i), 1, Samples.metrics(0.3));
    }
    List<String> lines = text.lines(board.runs(), "1.0 s", height);
    assertThat(lines).hasSizeLessThanOrEqualTo(height);
    long rows = lines.stream().filter(line -> line.startsWith("#")).count();
    if (rows == 6) {
      assertThat(lines).noneMatch(line -> line.contains("more"));
    } else {
      assertThat(lines.getLast()).isEqualTo("… and %d more".formatted(6 - rows));
    }
  }

  @Test
  void shouldColourOnlyWhereAsked() {
    board.epoch(run(0), 2, Samples.metrics(0.5));
    board.predicted(Samples.prediction(0, 2, 0.7, 0.93, 0.5));
    assertThat(String.join("", text.lines(board.runs(), "1.0 s", 24))).doesNotContain("\u001b");
    assertThat(new BoardText(new Style(true)).lines(board.runs(), "1.0 s", 24))
        .anyMatch(line -> line.endsWith("\u001b[32mHIGH 93 %\u001b[0m"));
  }

  private static String row(List<String> lines, String run) {
    return lines.stream().filter(line -> line.startsWith(run)).findFirst().orElseThrow();
  }
}
