package io.epochgraph.stage;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Score;
import io.epochgraph.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka Streams' three handlers: what an operator throws never stops a stage for one record. */
class BadRecordsTest {

  private static final String BAD = "bad";

  private record Mistake(String name, String code, String reason, UnaryOperator<Score> made) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "an operator throws",
            "UNEXPECTED",
            "IllegalStateException: not foreseen at io.epochgraph.stage.BadRecordsTest",
            _ -> {
              throw new IllegalStateException("not foreseen");
            }),
        new Mistake(
            "an operator throws without a word",
            "UNEXPECTED",
            "ArrayIndexOutOfBoundsException",
            _ -> {
              throw new ArrayIndexOutOfBoundsException();
            }),
        new Mistake(
            "Kafka Streams refuses what an operator made",
            "UNEXPECTED",
            "negative",
            _ -> {
              throw new StreamsException("a timestamp may not be negative");
            }),
        new Mistake(
            "a value cannot be written",
            "UNEXPECTED",
            "NullPointerException",
            score -> {
              score.setPredictor(null);
              return score;
            }),
        new Mistake(
            "a value is larger than a broker takes",
            "TOO_LARGE",
            "bytes for epochgraph.scores.v1: want at most 1000000",
            score -> Score.newBuilder(score).setWindow("w".repeat(1_000_000)).build()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void shouldMakeTheRecordADeadLetterAndGoOn(Mistake mistake) {
    try (var stage = StageDriver.of(stage(mistake.made()))) {
      stage.send(TOPICS.runs(), "run-1", EchoStage.run("run-1"));
      stage.send(TOPICS.runs(), BAD, EchoStage.run(BAD));
      stage.send(TOPICS.runs(), "run-2", EchoStage.run("run-2"));

      assertThat(stage.values(TOPICS.scores()))
          .extracting(Score::getRun)
          .containsExactly("run-1", "run-2");
      var letters = stage.records(TOPICS.deadLetters());
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().key()).isEqualTo(BAD);
      DeadLetter letter = letters.getFirst().value();
      assertThat(letter.getStage()).isEqualTo("failing");
      assertThat(letter.getCode()).isEqualTo(mistake.code());
      assertThat(letter.getReason()).contains(mistake.reason());
      assertThat(letter.getTopic()).isEqualTo(TOPICS.runs().name());
      assertThat(letter.getPartition()).isZero();
      assertThat(letter.getOffset()).isEqualTo(1);
      assertThat(letter.getRun()).isEqualTo(BAD);
      assertThat(letter.getRecordedAt()).isEqualTo(StageDriver.SENT_AT);
    }
  }

  static Stream<RuntimeException> outages() {
    return Stream.of(
        new TimeoutException("no broker"),
        new TopicAuthorizationException("not allowed"),
        new RegistryUnavailableException("http://registry", new IOException("refused")),
        new UncheckedIOException(new IOException("disk full")),
        new SerializationException("writing", new RestClientException("down", 503, 50301)),
        new ProcessorStateException("state is broken"),
        new StreamsException("sending failed", new TimeoutException("no broker")));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldBlameNoRecordForAnOutage(RuntimeException outage) {
    var failing =
        stage(
            _ -> {
              throw outage;
            });
    try (var stage = StageDriver.of(failing)) {
      stage.send(TOPICS.runs(), "run-1", EchoStage.run("run-1"));
      assertThatThrownBy(() -> stage.send(TOPICS.runs(), BAD, EchoStage.run(BAD)))
          .hasRootCause(rootOf(outage));
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  /** Echoes runs as scores; that of the bad one is made as {@code made} says. */
  private static Stage stage(UnaryOperator<Score> made) {
    return new Stage(
        "failing",
        (builder, settings) -> {
          var stage = new StageStreams(builder, settings);
          var scores =
              stage
                  .read("runs", settings.topics().runs(), Run::getRun)
                  .mapValues(
                      run -> {
                        Score score = EchoStage.score(run);
                        return run.getRun().equals(BAD) ? made.apply(score) : score;
                      },
                      Named.as("score"));
          stage.write("scores-out", scores, settings.topics().scores());
        });
  }

  private static Throwable rootOf(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
  }
}
