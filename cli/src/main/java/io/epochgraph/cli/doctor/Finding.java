package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.Printable;

/**
 * What a check found.
 *
 * @param area what it is about: kafka, topics, access, registry, stages, transactions, clocks,
 *     predictors, dead-letters or versions
 * @param subject what was looked at, for example a topic's name
 * @param found how it is and, where that is not right, what would be
 * @param remedy the command that mends it; empty where there is nothing to mend or no command does
 */
public record Finding(Verdict verdict, String area, String subject, String found, String remedy) {

  private static final int LONGEST = 600;

  /** Makes foreign text fit to print. */
  public Finding {
    found = Printable.of(found, LONGEST);
  }

  static Finding ok(String area, String subject, String found) {
    return new Finding(Verdict.OK, area, subject, found, "");
  }

  static Finding warn(String area, String subject, String found, String remedy) {
    return new Finding(Verdict.WARN, area, subject, found, remedy);
  }

  static Finding fail(String area, String subject, String found, String remedy) {
    return new Finding(Verdict.FAIL, area, subject, found, remedy);
  }
}
