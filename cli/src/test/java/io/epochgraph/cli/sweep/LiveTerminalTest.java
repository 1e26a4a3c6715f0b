package io.epochgraph.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveTerminalTest {

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(stdout);
  }

  @Test
  void shouldPrintLinesAloneWhereNobodyWatches() {
    try (var terminal = LiveTerminal.open(false, _ -> List.of("a block"))) {
      terminal.line("one");
      assertThat(printed()).isEqualTo("one\n");
      terminal.line("two");
    }
    assertThat(printed()).isEqualTo("one\ntwo\n");
  }

  @Test
  void shouldDrawTheBlockAnewBelowTheLines() throws Exception {
    var drawn = new AtomicInteger();
    try (var terminal =
        LiveTerminal.open(
            true,
            height -> {
              assertThat(height).isPositive();
              return List.of("block " + drawn.incrementAndGet(), "its second line");
            })) {
      while (drawn.get() < 1) {
        Thread.sleep(10);
      }
      terminal.line("a line");
    }
    String all = printed();
    assertThat(all).startsWith("block 1\nits second line\n");
    assertThat(all).contains("\u001b[2A\r\u001b[0Ja line\nblock ");
    assertThat(all)
        .as("the last block stays")
        .endsWith("block %d\nits second line\n".formatted(drawn.get()));
    assertThat(all.split("a line", -1)).as("printed once").hasSize(2);
  }

  @Test
  void shouldStillPrintLinesAfterItWasClosed() {
    var terminal = LiveTerminal.open(true, _ -> List.of("block"));
    terminal.close();
    terminal.line("late");
    assertThat(printed()).endsWith("block\nlate\n");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
