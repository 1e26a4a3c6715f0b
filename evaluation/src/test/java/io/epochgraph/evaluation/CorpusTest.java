package io.epochgraph.evaluation;

import static io.epochgraph.evaluation.MadeRuns.epoch;
import static io.epochgraph.evaluation.MadeRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.CurvePoint;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusTest {

  @TempDir private Path directory;

  @Test
  void shouldKeepRunsWithAnOutcomeInTheOrderOfTheirIds() {
    List<CorpusRun> corpus =
        CorpusAssembly.of(
            List.of(
                run("b", 0, RunStatus.COMPLETED, 0.5, 0.4),
                run("a", 0, RunStatus.EARLY_STOPPED, 0.3, 0.3),
                run("c", 0, RunStatus.FAILED, 0.2, 0.2),
                run("d", 0, RunStatus.STOPPED_BY_DECISION, 0.2, 0.2),
                run("e", 0, RunStatus.COMPLETED, 0.2, 0.2)),
            List.of(epoch("b", 0, 0, 1, 0.1), epoch("a", 0, 0, 1, 0.1), epoch("c", 0, 0, 1, 0.1)));

    assertThat(corpus).extracting(it -> it.getRun().getRun()).containsExactly("a", "b");
  }

  @Test
  void shouldLetAResumedAttemptDiscardWhatItTrainsAgain() {
    CorpusRun corpus =
        CorpusAssembly.of(
                List.of(
                    run("a", 0, RunStatus.FAILED, 0.5, 0.4),
                    run("a", 1, RunStatus.COMPLETED, 0.7, 0.6)),
                List.of(
                    epoch("a", 0, 0, 1, 0.10),
                    epoch("a", 0, 1, 1, 0.20),
                    epoch("a", 0, 2, 1, 0.30),
                    epoch("a", 0, 3, 1, 0.40),
                    epoch("a", 1, 2, 1, 0.35)))
            .getFirst();

    assertThat(corpus.getRun().getBestValidationAccuracy()).isEqualTo(0.7);
    assertThat(corpus.getStatistics())
        .extracting(GraphStatistics::getEpoch)
        .containsExactly(0, 1, 2);
    assertThat(corpus.getStatistics().getLast().getAttempt()).isEqualTo(1);
    assertThat(corpus.getCurve())
        .extracting(it -> it.getMetrics().getValidationAccuracy())
        .containsExactly(0.10, 0.20, 0.35);
  }

  @Test
  void shouldTakeTheMetricsOfEpochsThatWereNotPublished() {
    GraphStatistics sparse = MadeRuns.skipping(epoch("a", 0, 2, 1, 0.3), 1, 0.2);
    CorpusRun corpus =
        CorpusAssembly.of(
                List.of(run("a", 0, RunStatus.COMPLETED, 0.5, 0.4)),
                List.of(epoch("a", 0, 0, 1, 0.1), sparse))
            .getFirst();

    assertThat(corpus.getCurve()).extracting(CurvePoint::getEpoch).containsExactly(0, 1, 2);
    assertThat(corpus.getStatistics()).hasSize(2);
  }

  @Test
  void shouldReadWhatItWroteAndWriteEqualRunsAlike() throws IOException {
    List<CorpusRun> corpus =
        CorpusAssembly.of(
            List.of(
                run("a", 0, RunStatus.COMPLETED, 0.5, 0.4),
                run("b", 0, RunStatus.COMPLETED, 0.5, 0.4)),
            List.of(epoch("a", 0, 0, Double.NaN, 0.1), epoch("b", 0, 0, 1e-300, 0.1)));
    Path one = directory.resolve("one.avro");
    Path other = directory.resolve("other.avro");

    CorpusFile.write(one, corpus);
    CorpusFile.write(other, corpus.reversed());

    assertThat(CorpusFile.read(one)).isEqualTo(corpus);
    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void shouldNameAFileThatIsNoCorpus() throws IOException {
    Path file = Files.writeString(directory.resolve("x.avro"), "run,epoch\n");
    assertThatThrownBy(() -> CorpusFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("corpus " + file + ": want an Avro container of runs");
    assertThatThrownBy(() -> CorpusFile.read(directory.resolve("none.avro")))
        .hasMessageContaining("no such file");
  }

  @Test
  void shouldRefuseARunGivenTwice() {
    CorpusRun once =
        new CorpusRun(
            run("a", 0, RunStatus.COMPLETED, 0.5, 0.4),
            List.of(),
            List.of(epoch("a", 0, 0, 1, 0.1)));
    assertThatThrownBy(() -> CorpusFile.write(directory.resolve("c.avro"), List.of(once, once)))
        .hasMessageContaining("run a stands in it twice");
  }
}
