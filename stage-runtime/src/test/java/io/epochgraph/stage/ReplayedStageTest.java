package io.epochgraph.stage;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Score;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplayedStageTest {

  @Test
  void shouldPassOverWhatComesAfterThePinnedEnd() {
    var ends = Map.of(new TopicPartition(TOPICS.runs().name(), 0), 2L);
    try (var stage = StageDriver.replaying(EchoStage.STAGE, ends)) {
      for (int i = 0; i < 4; i++) {
        stage.send(TOPICS.runs(), "run-" + i, EchoStage.run("run-" + i));
      }
      stage.sendBytes(TOPICS.runs(), "run-5", new byte[] {1});
      assertThat(stage.values(TOPICS.scores()))
          .extracting(Score::getRun)
          .containsExactly("run-0", "run-1");
      assertThat(stage.deadLetters()).isEmpty();
    }
  }
}
