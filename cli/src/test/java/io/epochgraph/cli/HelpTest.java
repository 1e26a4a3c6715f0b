package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What every command says of itself. */
final class HelpTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<String> commands() {
    return commands("", Main.commandLine());
  }

  private static Stream<String> commands(String path, CommandLine command) {
    return Stream.concat(
        Stream.of(path.strip()),
        command.getSubcommands().entrySet().stream()
            .flatMap(entry -> commands(path + " " + entry.getKey(), entry.getValue())));
  }

  @Test
  void shouldHaveTheCommandsThatTheGuideNames() {
    assertThat(commands())
        .contains(
            "demo",
            "up",
            "train",
            "publish",
            "predictor train",
            "predictor list",
            "predictor show",
            "predictor promote",
            "predictor retire",
            "replay",
            "replay list",
            "replay clean",
            "predictor show",
            "predictor promote",
            "predictor retire",
            "replay",
            "replay list",
            "replay clean",
            "watch",
            "policy evaluate",
            "topics create",
            "dead-letters",
            "dead-letters send-again",
            "doctor");
  }

  @ParameterizedTest(name = "epochgraph {0} --help")
  @MethodSource("commands")
  void shouldExplainEachCommandAndOption(String path) {
    assertThat(execute((path + " --help").strip().split(" ", -1))).isZero();
    String help = out.toString();
    assertThat(help).startsWith(("Usage: epochgraph " + path).strip());
    assertThat(help).doesNotContain("${").doesNotContain("null");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(err.toString()).isEmpty();

    CommandLine command = Main.commandLine();
    for (String name : path.isEmpty() ? new String[0] : path.split(" ", -1)) {
      command = command.getSubcommands().get(name);
    }
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(command.getCommandSpec().args())
        .allSatisfy(it -> assertThat(it.description()).as(it.toString()).isNotEmpty());
    assertThat(command.getCommandSpec().optionsMap().keySet())
        .allSatisfy(name -> assertThat(help).contains(name));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"demo", "train"})
  void shouldHaveTheSweepsOptions(String command) {
    execute(command, "--help");
    assertThat(out.toString())
        .contains("--runs=N", "--epochs=N", "--dataset=NAME|DIR", "--data=DIR", "--images=N")
        .contains("--parallel=N", "--seed=N", "--json=FILE");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "train",
        "publish",
        "watch",
        "predictor train",
        "predictor list",
        "predictor show",
        "predictor promote",
        "predictor retire",
        "replay",
        "replay list",
        "replay clean",
        "topics create",
        "dead-letters",
        "dead-letters send-again"
      })
  void shouldNameTheClusterWhereOneIsMeant(String command) {
    var arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    arguments.add("--help");
    execute(arguments.toArray(String[]::new));
    assertThat(out.toString()).contains("--bootstrap-server=HOST:PORT", "--schema-registry=URL");
  }

  @Test
  void shouldSayItsVersion() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).startsWith("epochgraph ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo --rums 3                   | Unknown options: '--rums', '3'
          demo --runs three               | Invalid value for option '--runs': 'three' is not an int
          demo --port http                | Invalid value for option '--port': 'http' is not an int
          publish                         | Missing required parameter: 'DIR'
          predictor train --network a     | Missing required option: '--dataset=NAME'
          topics create --partitions few  | Invalid value for option '--partitions': 'few' is not an int
          predictor                       | Missing required subcommand
          nonsense                        | Unmatched argument at index 0: 'nonsense'
          """)
  void shouldRefuseWrongUsage(String line, String message) {
    assertThat(execute(line.split(" ", -1))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains(message);
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setUsageHelpAutoWidth(false)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
