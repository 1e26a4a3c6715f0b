package io.epochgraph.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.Printable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Dead letters as people and programs read them. What they quote is foreign: it is made fit. */
public final class DeadLetterText {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 1_000;

  private DeadLetterText() {}

  /** Three lines: when, who, why and what; the reason; the place. */
  public static String of(DeadLetter letter) {
    return Printable.of(
            "%s  %s  %s%s"
                .formatted(
                    letter.getRecordedAt(), letter.getStage(), letter.getCode(), whose(letter)),
            LONGEST)
        + "\n    "
        + Printable.of(letter.getReason(), LONGEST)
        + "\n    "
        + place(letter);
  }

  /** Where the record stands that was refused. */
  public static String place(DeadLetter letter) {
    return "%s partition %d offset %d"
        .formatted(
            Printable.of(letter.getTopic(), LONGEST), letter.getPartition(), letter.getOffset());
  }

  /** One JSON object in one line; what is unknown is null. */
  public static String json(DeadLetter letter) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", "deadLetter");
    fields.put("stage", letter.getStage());
    fields.put("code", letter.getCode());
    fields.put("reason", letter.getReason());
    fields.put("topic", letter.getTopic());
    fields.put("partition", letter.getPartition());
    fields.put("offset", letter.getOffset());
    fields.put("run", letter.getRun());
    fields.put("attempt", letter.getAttempt());
    fields.put("epoch", letter.getEpoch());
    fields.put("recordedAt", letter.getRecordedAt().toString());
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many of each code. */
  public static String summary(Collection<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return "No dead letters.";
    }
    var counts =
        letters.stream()
            .collect(
                Collectors.groupingBy(DeadLetter::getCode, TreeMap::new, Collectors.counting()));
    Function<String, String> count = code -> counts.get(code) + " " + Printable.of(code, LONGEST);
    return "%d dead letter%s: %s"
        .formatted(
            letters.size(),
            letters.size() == 1 ? "" : "s",
            counts.keySet().stream().map(count).collect(Collectors.joining(", ")));
  }

  private static String whose(DeadLetter letter) {
    return (letter.getRun() == null ? "" : "  " + letter.getRun())
        + (letter.getEpoch() == null
            ? ""
            : "  attempt %d, epoch %d".formatted(letter.getAttempt(), letter.getEpoch()));
  }
}
