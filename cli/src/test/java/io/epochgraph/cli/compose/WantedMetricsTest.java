package io.epochgraph.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.Project;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedMetricsTest {

  @Test
  void shouldFindTheNamesInAnExpression() {
    assertThat(
            WantedMetrics.names(
                "histogram_quantile(0.95, sum by (le, graph) (rate(a_bucket{x=\"b\"}[5m])))"
                    + " > 60 and on (le) c_total"))
        .containsExactly("a_bucket", "c_total");
    assertThat(WantedMetrics.names("absent(ready{stage=\"s\"}) or up == 0"))
        .containsExactly("ready", "up");
  }

  @Test
  void shouldFindExpressionsInBothFiles() throws IOException {
    assertThat(WantedMetrics.expressions())
        .anyMatch(expression -> expression.contains("$__rate_interval"))
        .anyMatch(expression -> expression.contains("epochgraph_stage_ready == 0"));
    assertThat(WantedMetrics.ofRulesAndDashboard())
        .contains(
            "epochgraph_lag_records",
            "epochgraph_prediction_latency_seconds_bucket",
            "kafka_stream_thread_poll_ratio");
  }

  @Test
  void shouldExplainEveryAlertAndEveryMetricOfOurs() throws IOException {
    String page = Project.text("docs/operations.md");
    List<String> alerts =
        Project.text("monitoring/rules.yml")
            .lines()
            .filter(line -> line.contains("- alert: "))
            .map(line -> line.substring(line.indexOf(": ") + 2))
            .toList();

    assertThat(alerts).isNotEmpty().allSatisfy(alert -> assertThat(page).contains(alert));
    assertThat(WantedMetrics.ofRulesAndDashboard())
        .filteredOn(name -> name.startsWith("epochgraph_"))
        .allSatisfy(
            name ->
                assertThat(page)
                    .contains("`" + name.replaceAll("_(bucket|sum|count|max)$", "") + "`"));
  }
}
