package io.epochgraph.networks.files;

/** Foreign text made fit to print. */
final class Printable {

  private static final int SHOWN = 100;

  private Printable() {}

  /** Quoted, control characters replaced, shortened. */
  static String quoted(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return '"' + shown.replaceAll("\\p{IsControl}", "·") + '"';
  }
}
