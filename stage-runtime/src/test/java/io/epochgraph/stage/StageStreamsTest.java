package io.epochgraph.stage;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Score;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageStreamsTest {

  private final StageDriver stage = StageDriver.of(EchoStage.STAGE);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldPassGoodValuesOn() {
    stage.send(TOPICS.runs(), "run-1", EchoStage.run("run-1"));
    assertThat(stage.values(TOPICS.scores())).extracting(Score::getRun).containsExactly("run-1");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldPassOverDeletions() {
    stage.sendBytes(TOPICS.runs(), "run-1", null);
    stage.sendBytes(TOPICS.runs(), null, null);
    assertThat(stage.values(TOPICS.scores())).isEmpty();
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldSayWhereABadRecordStandsAndGoOn() {
    stage.send(TOPICS.runs(), "run-1", EchoStage.run("run-1"));
    stage.sendBytes(TOPICS.runs(), "run-1", "rubbish".getBytes(StandardCharsets.UTF_8));
    stage.send(TOPICS.runs(), "run-2", EchoStage.run("run-2"));

    assertThat(stage.values(TOPICS.scores()))
        .extracting(Score::getRun)
        .containsExactly("run-1", "run-2");
    assertThat(stage.deadLetters())
        .containsExactly(
            DeadLetter.newBuilder()
                .setStage("echo")
                .setCode("NOT_AVRO")
                .setReason(
                    "7 bytes without a schema id: want a zero byte, a schema id of four bytes and"
                        + " Avro")
                .setTopic("epochgraph.runs.v1")
                .setPartition(0)
                .setOffset(1)
                .setRun("run-1")
                .setRecordedAt(StageDriver.SENT_AT)
                .build());
  }

  @Test
  void shouldRefuseAKeyThatIsNotTheRun() {
    stage.send(TOPICS.runs(), "run-2", EchoStage.run("run-1"));
    stage.send(TOPICS.runs(), null, EchoStage.run("run-1"));
    stage.send(TOPICS.runs(), "a\nb", EchoStage.run("run-1"));

    assertThat(stage.values(TOPICS.scores())).isEmpty();
    List<DeadLetter> letters = stage.deadLetters();
    assertThat(letters).extracting(DeadLetter::getCode).containsOnly("WRONG_KEY");
    assertThat(letters).extracting(DeadLetter::getRun).containsOnly("run-1");
    assertThat(letters)
        .extracting(DeadLetter::getReason)
        .containsExactly(
            "key \"run-2\": want the run, run-1",
            "key null: want the run, run-1",
            "key \"a·b\": want the run, run-1");
  }

  @Test
  void shouldRefuseARunIdThatIsNone() {
    stage.send(TOPICS.runs(), "a/b", EchoStage.run("a/b"));
    DeadLetter letter = stage.deadLetters().getFirst();
    assertThat(letter.getCode()).isEqualTo("INVALID");
    assertThat(letter.getReason()).contains("\"a/b\"").contains("[A-Za-z0-9._-]");
    assertThat(letter.getRun()).isNull();
  }
}
