package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("bootstrap.servers", "broker:9092", "schema.registry.url", "http://registry:8081");

  @Test
  void shouldWorkOnTheLiveTopicsUnlessToldOtherwise() {
    StageSettings settings = StageSettings.from("graph-stream", LEAST);
    assertThat(settings.topics()).isEqualTo(Topics.LIVE);
    assertThat(settings.applicationId()).isEqualTo("epochgraph.graph-stream");
    assertThat(settings.stateDirectory()).hasFileName("epochgraph-state");
  }

  @Test
  void shouldTakeEverySettingFromProperties() {
    StageSettings settings =
        with(
            Map.of(
                "epochgraph.topic.prefix", "epochgraph.replay.7",
                "epochgraph.application.prefix", "replay-7",
                "epochgraph.graph.max.megabytes", "3",
                "state.dir", "/state",
                "num.stream.threads", "2"));
    assertThat(settings.topics()).isEqualTo(new Topics("epochgraph.replay.7"));
    assertThat(settings.applicationId()).isEqualTo("replay-7.graph-stream");
    assertThat(settings.stateDirectory()).isEqualTo(Path.of("/state"));
    assertThat(settings.option("graph.max.megabytes", 8, 1)).isEqualTo(3);
    assertThat(settings.option("something.else", 8, 1)).isEqualTo(8);
    assertThat(settings.streamsConfig())
        .containsEntry("num.stream.threads", "2")
        .containsEntry("application.id", "replay-7.graph-stream")
        .containsEntry("state.dir", "/state")
        .doesNotContainKeys("epochgraph.topic.prefix", "schema.registry.url");
  }

  @Test
  void shouldProcessExactlyOnce() {
    assertThat(with(Map.of()).streamsConfig())
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("consumer.auto.offset.reset", "earliest");
  }

  @Test
  void shouldLetAStagesTransactionsTakeAsLongAsItWantsUnlessToldOtherwise() {
    var slow = new Stage("slow", Duration.ofMinutes(2), (_, _) -> {});
    assertThat(slow.config(with(Map.of())))
        .containsEntry("producer.transaction.timeout.ms", 120_000);
    assertThat(new Stage("quick", (_, _) -> {}).config(with(Map.of())))
        .containsEntry("producer.transaction.timeout.ms", 10_000);
    assertThat(slow.config(with(Map.of("producer.transaction.timeout.ms", "30000"))))
        .containsEntry("producer.transaction.timeout.ms", "30000");
  }

  @Test
  void shouldNotTakeAStageForDeadThatComputesForLongUnlessToldOtherwise() {
    var slow = new Stage("slow", Duration.ofMinutes(2), (_, _) -> {});
    assertThat(slow.config(with(Map.of()))).containsEntry("max.poll.interval.ms", 600_000);
    assertThat(slow.config(with(Map.of("producer.transaction.timeout.ms", "900000"))))
        .containsEntry("max.poll.interval.ms", 4_500_000);
    assertThat(new Stage("quick", (_, _) -> {}).config(with(Map.of())))
        .containsEntry("max.poll.interval.ms", 300_000);
    assertThat(slow.config(with(Map.of("max.poll.interval.ms", "1000"))))
        .containsEntry("max.poll.interval.ms", "1000");
  }

  @Test
  void shouldGiveADeadInstancesWorkToOthersSoonUnlessToldOtherwise() {
    assertThat(with(Map.of()).streamsConfig())
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("heartbeat.interval.ms", 1_000);
    assertThat(with(Map.of("session.timeout.ms", "45000")).streamsConfig())
        .containsEntry("session.timeout.ms", "45000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "many", "99999999999"})
  void shouldNameTheOptionAndItsValue(String value) {
    StageSettings settings = with(Map.of("epochgraph.graph.max.megabytes", value));
    assertThatThrownBy(() -> settings.option("graph.max.megabytes", 8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "epochgraph.graph.max.megabytes = \"%s\": want a whole number of at least 1", value);
  }

  @Test
  void shouldSayWhichAddressIsMissing() {
    assertThatThrownBy(() -> StageSettings.from("graph-stream", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers is not set");
  }

  private static StageSettings with(Map<String, String> more) {
    var properties = new HashMap<>(LEAST);
    properties.putAll(more);
    return StageSettings.from("graph-stream", properties);
  }
}
