package io.epochgraph.schemas;

import java.util.regex.Pattern;

/** The rule for run ids, which are keys, file names and URL parts at once. */
public final class RunId {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final int SHOWN = 60;

  private RunId() {}

  /** Whether {@code run} is a run id. */
  public static boolean isValid(String run) {
    return run != null && VALID.matcher(run).matches();
  }

  /**
   * Returns {@code run}.
   *
   * @throws IllegalArgumentException where it is no run id
   */
  public static String check(String run) {
    if (!isValid(run)) {
      throw new IllegalArgumentException(
          "run id %s: want 1 to 200 of [A-Za-z0-9._-]".formatted(printable(run)));
    }
    return run;
  }

  /** Foreign text made fit to print: quoted, control characters replaced, shortened. */
  public static String printable(String text) {
    if (text == null) {
      return "null";
    }
    return '"' + Printable.of(text, SHOWN) + '"';
  }
}
