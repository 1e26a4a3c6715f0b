package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the command line's processes log, as they are configured. */
class LogFormatTest {

  @Test
  void shouldBeTextByDefault() throws Exception {
    String lines = logged(Map.of());

    assertThat(lines.lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" WARN  i.epochgraph.stage.Test before all"),
            line -> assertThat(line).endsWith(" WARN  i.epochgraph.stage.Test [run-1] read"),
            line -> assertThat(line).endsWith(" WARN  i.epochgraph.stage.Test [run-1 0/7] done"));
  }

  @Test
  void shouldBeJsonOnRequest() throws Exception {
    String last = logged(Map.of("EPOCHGRAPH_LOG_FORMAT", "json")).lines().toList().getLast();

    JsonNode line = new ObjectMapper().readTree(last);
    assertThat(line.at("/formattedMessage").asText()).isEqualTo("done");
    assertThat(line.at("/level").asText()).isEqualTo("WARN");
    assertThat(line.at("/mdc/run").asText()).isEqualTo("run-1");
    assertThat(line.at("/mdc/attempt").asText()).isEqualTo("0");
    assertThat(line.at("/mdc/epoch").asText()).isEqualTo("7");
    assertThat(line.at("/timestamp").asLong()).isPositive();
  }

  private static String logged(Map<String, String> variables) throws Exception {
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      var context = new LoggerContext();
      var mdc = new LogbackMDCAdapter();
      context.setMDCAdapter(mdc);
      variables.forEach(context::putProperty);
      var configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Project.file("cli/src/main/resources/logback.xml").toUri().toURL());
      var logger = context.getLogger("io.epochgraph.stage.Test");
      logger.info("nothing of this");
      logger.warn("before all");
      mdc.put("run", "run-1");
      logger.warn("read");
      mdc.put("attempt", "0");
      mdc.put("epoch", "7");
      logger.warn("done");
      context.stop();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
