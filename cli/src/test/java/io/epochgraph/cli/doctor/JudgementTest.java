package io.epochgraph.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({"5,", "31,WARN", "79,WARN", "81,FAIL"})
  void shouldWaitForTransactionsUntilTheirTimeIsOver(int age, Verdict verdict) {
    var transaction = open(NOW.minusSeconds(age), TransactionState.ONGOING);

    assertThat(TransactionCheck.judge("id", transaction, PATIENCE, NOW).map(Finding::verdict))
        .isEqualTo(Optional.ofNullable(verdict));
  }

  @Test
  void shouldLetTransactionsEnd() {
    var ending = open(NOW.minusSeconds(500), TransactionState.PREPARE_COMMIT);

    assertThat(TransactionCheck.judge("id", ending, PATIENCE, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-3600,OK", "0,OK", "1,OK", "3,WARN"})
  void shouldNoticeABrokersClockThatIsAhead(int ahead, Verdict verdict) {
    long appended = NOW.plusSeconds(ahead).toEpochMilli();

    assertThat(ClockCheck.judge(appended, NOW).verdict()).isEqualTo(verdict);
    assertThat(ClockCheck.judge(-1, NOW).found()).startsWith("cannot be told");
  }

  @Test
  void shouldPrintATableWithWhatHelps() {
    var findings =
        List.of(
            Finding.ok("kafka", "broker:9092", "cluster x"),
            Finding.fail("topics", "t", "line\nbreak\u001b[2J", "epochgraph topics create"));

    assertThat(DoctorText.table(findings, false))
        .isEqualTo(
            """
            OK    kafka   broker:9092  cluster x
            FAIL  topics  t            line·break·[2J
                  → epochgraph topics create
            1 to mend, 0 to look at, 1 well.\
            """);
    assertThat(DoctorText.table(findings.subList(0, 1), true))
        .startsWith("\u001b[32mOK  \u001b[0m  kafka")
        .endsWith("All is well.");
    assertThat(DoctorText.json(findings))
        .startsWith("{\"verdict\":\"FAIL\",\"findings\":[{\"verdict\":\"OK\",\"area\":\"kafka\"");
  }

  private static TransactionDescription open(Instant since, TransactionState state) {
    return new TransactionDescription(
        1,
        state,
        7,
        0,
        60_000,
        OptionalLong.of(since.toEpochMilli()),
        Set.of(new TopicPartition("predictions", 0)));
  }
}
