package io.epochgraph.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as people and programs read them. */
public final class DoctorText {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String RESET = "\u001b[0m";

  private DoctorText() {}

  /**
   * A table, a line each, below it the command that mends it.
   *
   * @param colours whether verdicts have one
   */
  public static String table(List<Finding> findings, boolean colours) {
    int area = findings.stream().mapToInt(of -> of.area().length()).max().orElse(0);
    int subject = findings.stream().mapToInt(of -> of.subject().length()).max().orElse(0);
    var lines = new ArrayList<String>();
    for (Finding finding : findings) {
      lines.add(
          "%s  %s  %s  %s"
              .formatted(
                  verdict(finding.verdict(), colours),
                  padded(finding.area(), area),
                  padded(finding.subject(), subject),
                  finding.found()));
      if (!finding.remedy().isEmpty()) {
        lines.add("      → " + finding.remedy());
      }
    }
    lines.add(summary(findings));
    return String.join("\n", lines);
  }

  /** One JSON object: the worst verdict, and all findings. */
  public static String json(List<Finding> findings) {
    List<Map<String, Object>> all =
        findings.stream()
            .map(
                finding -> {
                  Map<String, Object> fields = new LinkedHashMap<>();
                  fields.put("verdict", finding.verdict().name());
                  fields.put("area", finding.area());
                  fields.put("subject", finding.subject());
                  fields.put("found", finding.found());
                  fields.put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
                  return fields;
                })
            .toList();
    var root = new LinkedHashMap<String, Object>();
    root.put("verdict", Doctor.worst(findings).name());
    root.put("findings", all);
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String summary(List<Finding> findings) {
    long toMend = count(findings, Verdict.FAIL);
    long toSee = count(findings, Verdict.WARN);
    return toMend + toSee == 0
        ? "All is well."
        : "%d to mend, %d to look at, %d well."
            .formatted(toMend, toSee, count(findings, Verdict.OK));
  }

  private static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static String verdict(Verdict verdict, boolean colours) {
    String text = padded(verdict.name(), 4);
    if (!colours) {
      return text;
    }
    return switch (verdict) {
      case OK -> "\u001b[32m" + text + RESET;
      case WARN -> "\u001b[33m" + text + RESET;
      case FAIL -> "\u001b[31m" + text + RESET;
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
