package io.epochgraph.cli.replay;

import java.util.Locale;

/**
 * One stage's way through what it read.
 *
 * @param records read, of all its topics
 * @param seconds from when it had its partitions until all was committed
 */
public record Passage(String stage, long records, double seconds) {

  /** Records a second. */
  public double rate() {
    return records / seconds;
  }

  String text() {
    return String.format(
        Locale.ROOT, "%s: %,d records in %.1f s, %,.0f a second", stage, records, seconds, rate());
  }
}
