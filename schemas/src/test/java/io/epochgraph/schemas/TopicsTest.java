package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  static java.util.List<Topic<?>> topics() {
    return Topics.LIVE.all();
  }

  @Test
  void shouldListTheTopicsInTheOrderInWhichDataPassThem() {
    assertThat(Topics.LIVE.all())
        .extracting(Topic::name)
        .containsExactly(
            "epochgraph.weights.v1",
            "epochgraph.epochs.v1",
            "epochgraph.runs.v1",
            "epochgraph.graph-statistics.v1",
            "epochgraph.signatures.v1",
            "epochgraph.predictors.v1",
            "epochgraph.predictions.v1",
            "epochgraph.scores.v1",
            "epochgraph.dead-letters.v1");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldKeepWhatReplaysNeedForEverAndNeverCompactIt(Topic<?> topic) {
    Map<String, String> config = topic.retention().topicConfig();
    switch (topic.name()) {
      case "epochgraph.weights.v1" ->
          assertThat(config)
              .containsEntry("cleanup.policy", "delete")
              .containsEntry("message.timestamp.type", "LogAppendTime")
              .containsEntry("retention.ms", Long.toString(7L * 24 * 60 * 60 * 1000))
              .hasEntrySatisfying(
                  "retention.bytes", bytes -> assertThat(Long.parseLong(bytes)).isPositive());
      case "epochgraph.runs.v1", "epochgraph.predictors.v1" ->
          assertThat(config)
              .containsEntry("cleanup.policy", "compact")
              .doesNotContainKey("retention.ms");
      default ->
          assertThat(config)
              .isEqualTo(
                  Map.of(
                      "cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldKeyEverythingButPredictorsByRun(Topic<?> topic) {
    boolean predictors = topic.equals(Topics.LIVE.predictors());
    assertThat(topic.key()).isEqualTo(predictors ? Topic.Key.PREDICTOR : Topic.Key.RUN);
  }

  @Test
  void shouldKeepReplaysApart() {
    var forked =
        Topics.LIVE.forkedAs("epochgraph.replay.7", java.util.List.of("signatures", "runs"));
    assertThat(forked.signatures()).isEqualTo(Topics.LIVE.signatures());
    assertThat(forked.runs()).isEqualTo(Topics.LIVE.runs());
    assertThat(forked.predictors().name()).isEqualTo("epochgraph.replay.7.predictors.v1");
    assertThat(forked.predictions().name()).isEqualTo("epochgraph.replay.7.predictions.v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\n"})
  void shouldRefusePrefixesThatKafkaWouldNotTake(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topic prefix \"%s\": want 1 to 150 of [A-Za-z0-9._-]", prefix);
  }
}
