package io.epochgraph.cli;

import picocli.CommandLine;

/** Prints the help of every command. */
final class AllHelp {

  private AllHelp() {}

  public static void main(String... arguments) {
    print(Main.commandLine());
  }

  private static void print(CommandLine command) {
    command.usage(System.out);
    command.getSubcommands().values().forEach(AllHelp::print);
  }
}
