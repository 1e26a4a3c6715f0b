package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** The pages in docs that tell of the contracts tell what is so. */
class ContractPagesTest {
  private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");

  @Test
  void shouldTableEveryField() throws IOException {
    String wanted = ContractTables.markdown();
    Path made = Files.writeString(Path.of("target", "contract-fields.md"), wanted);

    assertThat(DOCS.resolve("contract-fields.md"))
        .as("docs/contract-fields.md; copy %s there", made.toAbsolutePath())
        .hasContent(wanted);
  }

  @Test
  void shouldListTheTopicsInOrder() throws IOException {
    List<MatchResult> rows =
        rows(
            "\\| `(epochgraph\\.[a-z.-]+\\.v1)` \\| ([a-z@]+) \\| \\[(\\w+)]\\(.*?\\) \\| ([a-z"
                + " ,0-9GiB]+)");

    assertThat(rows)
        .extracting(row -> row.group(1))
        .isEqualTo(Topics.LIVE.all().stream().map(Topic::name).toList());
    for (int i = 0; i < rows.size(); i++) {
      Topic<?> topic = Topics.LIVE.all().get(i);
      assertThat(rows.get(i).group(2))
          .isEqualTo(topic.key() == Topic.Key.RUN ? "run" : "id@version");
      assertThat(rows.get(i).group(3)).isEqualTo(topic.valueType().getSimpleName());
      assertThat(rows.get(i).group(4).strip())
          .isEqualTo(
              switch (topic.retention()) {
                case Retention.Kept() -> "kept";
                case Retention.Compacted(var _) -> "compacted";
                case Retention.Limited(var time, var bytes) ->
                    "%d days, %d GiB".formatted(time.toDays(), bytes >> 30);
              });
    }
  }

  @Test
  void shouldGivePartitionsAsKafkaDoes() throws IOException {
    List<MatchResult> rows = rows("\\| `([^`]+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

    assertThat(rows).hasSizeGreaterThan(4);
    for (MatchResult row : rows) {
      int hash = Utils.toPositive(Utils.murmur2(row.group(1).getBytes(StandardCharsets.UTF_8)));
      assertThat(List.of(row.group(2), row.group(3), row.group(4)))
          .as(row.group(1))
          .containsExactly("" + hash, "" + hash % 2, "" + hash % 12);
    }
  }

  private static List<MatchResult> rows(String pattern) throws IOException {
    String page = Files.readString(DOCS.resolve("contracts.md"));
    return Pattern.compile("(?m)^" + pattern).matcher(page).results().toList();
  }
}
