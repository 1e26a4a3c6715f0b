package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StageCommandTest {
  @Test
  void shouldSayWhichStagesThereAre() {
    var errors = new StringWriter();

    int exit = Main.commandLine().setErr(new PrintWriter(errors)).execute("stage", "graph");

    assertThat(exit).isEqualTo(1);
    assertThat(errors.toString().strip())
        .isEqualTo(
            "epochgraph stage: graph: want one of [graph-stream, signature-stream,"
                + " predictor-stream]");
  }

  @Test
  void shouldListTheStagesInItsHelp() {
    var help = new StringWriter();

    Main.commandLine().setOut(new PrintWriter(help)).execute("stage", "--help");

    assertThat(help.toString()).contains("graph-stream, signature-stream, predictor-stream");
  }
}
