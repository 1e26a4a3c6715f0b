package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented list of bad input is the one that is tested. */
class BadInputDocsTest {

  @Test
  void shouldListEachKindWithItsCodeAndReason() throws IOException {
    String table =
        BadInput.all()
            .map(
                kind ->
                    "| %s | %s | `%s` | %s |\n"
                        .formatted(kind.what(), kind.stage(), kind.code(), escaped(kind.reason())))
            .collect(
                Collectors.joining(
                    "", "| Record | Refused by | Code | Reason |\n|---|---|---|---|\n", ""));
    Path now = Path.of("target", "bad-input.md");
    Files.writeString(now, table);
    assertThat(Project.text("docs/operations.md"))
        .as("the table in docs/operations.md, 'Bad input'; it is now %s", now.toAbsolutePath())
        .contains(table);
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace("[", "\\[");
  }
}
