package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.schemas.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say is so. */
class DocsTest {
  private static final Pattern CODE =
      Pattern.compile("\\b(?:[Rr]efus(?:ed|al|edException)|absent)\\(\\s*\"([A-Z_]+)\"");

  static Stream<String> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Project.file("docs"))) {
      return docs
          .map(page -> "docs/" + page.getFileName())
          .filter(page -> page.endsWith(".md"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PublishARun", "StopHopelessRuns"})
  void shouldShowTheProgramsThatAreCompiled(String program) throws IOException {
    String source = Project.text("cli/src/test/java/io/epochgraph/docs/" + program + ".java");
    String shown = source.substring(source.indexOf("import "));

    assertThat(Project.text("docs/guide.md"))
        .contains("<!-- %s.java -->\n```java\n%s```\n".formatted(program, shown));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameCommandsThatThereAre(String page) throws IOException {
    for (MatchResult command : matches("(?m)^    \\./epochgraph ([^#\\n]*)", Project.text(page))) {
      String[] words = command.group(1).strip().split("\\s+");
      Main.commandLine().parseArgs(words); // throws where a command or an option is unknown
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLinkToWhatThereIs(String page) throws IOException {
    Path folder = Project.file(page).getParent();
    assertThat(matches("]\\((?!http)([^)#]*)#?([^)]*)\\)", Project.text(page)))
        .allSatisfy(
            link -> {
              Path target =
                  link.group(1).isEmpty() ? Project.file(page) : folder.resolve(link.group(1));
              assertThat(target).exists();
              if (!link.group(2).isEmpty()) {
                assertThat(anchors(target)).contains(link.group(2));
              }
            });
  }

  @Test
  void shouldExplainEveryDeadLetterCode() throws IOException {
    var used = new TreeSet<String>();
    for (String module :
        List.of(
            "schemas", "stage-runtime", "graph-stream", "signature-stream", "predictor-stream")) {
      try (Stream<Path> sources = Files.walk(Project.file(module + "/src/main/java"))) {
        for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
          CODE.matcher(Files.readString(source)).results().forEach(m -> used.add(m.group(1)));
        }
      }
    }
    Set<String> explained = new TreeSet<>();
    matches("(?m)^\\| `([A-Z_]+)` \\| .+ \\| .+ \\|$", Project.text("docs/operations.md"))
        .forEach(row -> explained.add(row.group(1)));

    assertThat(explained).isEqualTo(used).hasSizeGreaterThan(8);
  }

  @Test
  void shouldGiveEachSettingItsVariable() throws IOException {
    List<MatchResult> rows =
        matches(
            "(?m)^\\| `([a-z.]+)` \\| `(EPOCHGRAPH_[A-Z_]+)` \\|",
            Project.text("docs/operations.md"));

    assertThat(rows)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            row ->
                assertThat(ClusterSettings.properties(null, Map.of(row.group(2), "x")))
                    .containsOnlyKeys(row.group(1)));
  }

  private static List<String> anchors(Path page) throws IOException {
    return matches("(?m)^#+ (.*)$", Files.readString(page)).stream()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9 -]", "")
                    .replace(' ', '-'))
        .toList();
  }

  private static List<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }
}
