package io.epochgraph.cli.sweep;

/** Colours, where the terminal has them and nobody asked for none. */
record Style(boolean colours) {

  private static final String RESET = "\u001b[0m";

  static Style ofTerminal(boolean interactive) {
    return new Style(interactive && System.getenv("NO_COLOR") == null);
  }

  String bold(String text) {
    return in("\u001b[1m", text);
  }

  String dim(String text) {
    return in("\u001b[2m", text);
  }

  String green(String text) {
    return in("\u001b[32m", text);
  }

  String yellow(String text) {
    return in("\u001b[33m", text);
  }

  String red(String text) {
    return in("\u001b[31m", text);
  }

  private String in(String code, String text) {
    return colours ? code + text + RESET : text;
  }
}
