package io.epochgraph.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.epochgraph.cli.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** When alerts ring, by Prometheus itself: its {@code promtool} and {@code rules-test.yml}. */
class AlertRulesTest {

  private static final String TESTS = "monitoring/rules-test.yml";

  @Test
  void shouldRingWhenTheyShould() throws Exception {
    Process promtool = start("promtool", "test", "rules", Project.file(TESTS).toString());
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue()).as(said).isZero();
  }

  @Test
  void shouldBeTestedEach() throws IOException {
    List<String> alerts = named("- alert: (\\w+)", Project.text("monitoring/rules.yml"));
    assertThat(alerts).isNotEmpty();
    assertThat(named("alertname: (\\w+)\\n +exp_alerts:", Project.text(TESTS)))
        .as("alerts that a test expects to ring")
        .containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(named("\\{eval_time: 60m, alertname: (\\w+)\\}", Project.text(TESTS)))
        .as("alerts that are silent while all is well")
        .containsExactlyElementsOf(alerts);
  }

  private static List<String> named(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("promtool, of Prometheus, is not on this machine: " + e.getMessage());
    }
  }
}
