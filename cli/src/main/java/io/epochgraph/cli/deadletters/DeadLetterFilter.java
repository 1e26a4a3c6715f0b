package io.epochgraph.cli.deadletters;

import io.epochgraph.contract.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
public final class DeadLetterFilter {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      description = "Those of one stage, for example graph-stream.")
  private String stage;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Those of one code, for example INVALID.")
  private String code;

  @Option(names = "--run", paramLabel = "RUN", description = "Those of one run.")
  private String run;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Those whose records are no older: 30m, 2h, 7d or a time such as 2026-03-01T12:00:00Z.")
  private String since;

  /**
   * Whether {@code letter} is meant.
   *
   * @param now what --since counts back from
   * @throws IllegalArgumentException where --since is no time
   */
  public boolean takes(DeadLetter letter, Instant now) {
    return (stage == null || stage.equals(letter.getStage()))
        && (code == null || code.equalsIgnoreCase(letter.getCode()))
        && (run == null || run.equals(letter.getRun()))
        && (since == null || !letter.getRecordedAt().isBefore(since(now)));
  }

  private Instant since(Instant now) {
    Matcher ago = AGO.matcher(since);
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return Instant.parse(since);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--since %s: want 30m, 2h, 7d or a time such as 2026-03-01T12:00:00Z".formatted(since),
          e);
    }
  }
}
