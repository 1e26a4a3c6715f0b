package io.epochgraph.cli.sweep;

import static io.epochgraph.cli.sweep.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {

  private final Board board = new Board(Samples.runs(5), Samples.CHAMPION);

  @Test
  void shouldHoldFirstPredictionsAgainstActualAccuracies() {
    board.predicted(Samples.prediction(0, 1, 0.70, 0.9, 0.40));
    board.predicted(Samples.prediction(0, 2, 0.66, 0.9, 0.60));
    board.predicted(Samples.prediction(1, 1, 0.52, 0.6, 0.20));
    board.ended(run(0), Samples.outcome(0.65, 0.64));
    board.ended(run(1), Samples.outcome(0.30, 0.30));
    board.ended(run(2), Samples.outcome(0.44, 0.44));
    board.fittedOn(List.of(run(2).run()));
    board.ended(run(3), Samples.outcome(0.10, 0.10));
    board.predicted(Samples.diverged(3, 4));
    board.ended(run(4), Samples.failure(2));

    List<String> lines = Results.lines(board.runs());
    assertThat(cells(lines, "#000"))
        .isEqualTo("#000 1.5e-2 0.3 1 70.0 % 65.0 % +5.0 40.0 % HIGH, right");
    assertThat(cells(lines, "#001"))
        .isEqualTo("#001 1.5e-2 0.3 1 52.0 % 30.0 % +22.0 20.0 % HIGH, wrong");
    assertThat(cells(lines, "#002")).isEqualTo("#002 1.5e-2 0.3 44.0 % fitted on");
    assertThat(cells(lines, "#003")).isEqualTo("#003 1.5e-2 0.3 10.0 % diverged");
    assertThat(cells(lines, "#004")).isEqualTo("#004 1.5e-2 0.3 – failed");

    assertThat(cells(lines, "1")).as("(5 + 22) / 2 and (25 + 10) / 2").startsWith("1 2 13.5 17.5");
    assertThat(cells(lines, "1"))
        .as("the last accuracy is low both times")
        .endsWith("50.0 % 50.0 %");
    assertThat(cells(lines, "2")).isEqualTo("2 1 1.0 5.0 100.0 % 100.0 %");
    assertThat(cells(lines, "all")).isEqualTo("all 3 9.3 13.3 66.7 % 66.7 %");
  }

  @Test
  void shouldSayWhenNothingWasPredictedInTime() {
    board.ended(run(0), Samples.outcome(0.65, 0.64));
    List<String> lines = Results.lines(board.runs());
    assertThat(lines.getLast()).isEqualTo("No run was predicted while it trained.");
    assertThat(cells(lines, "#000")).endsWith("65.0 % ended before the first fit");
  }

  private static String cells(List<String> lines, String first) {
    return lines.stream()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> line.startsWith(first + " "))
        .findFirst()
        .orElseThrow();
  }
}
