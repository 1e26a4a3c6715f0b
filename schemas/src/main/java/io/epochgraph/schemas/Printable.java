package io.epochgraph.schemas;

import java.util.regex.Pattern;

/** Foreign text made fit for terminals, logs and dead letters. */
public final class Printable {

  /** Controls, invisible formats (which may turn text round), lone surrogates, line separators. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /**
   * Returns {@code text} with a dot for each character that cannot be seen, cut to {@code most}
   * characters and an ellipsis.
   */
  public static String of(String text, int most) {
    boolean fits = text.length() <= most;
    String seen = UNFIT.matcher(fits ? text : text.substring(0, most)).replaceAll("·");
    return fits ? seen : seen + "…";
  }
}
