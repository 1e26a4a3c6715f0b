package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.corpus.CorpusBuild;
import io.epochgraph.cli.corpus.CorpusImport;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.evaluation.CorpusFile;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs from files become a corpus, go through a cluster and come back the same. */
@Execution(ExecutionMode.SAME_THREAD)
final class CorpusCommandIT {

  @TempDir private Path directory;

  @Test
  void shouldComeBackFromAClusterAsItWasBuilt() throws Exception {
    Path one = RecordedFiles.write(directory.resolve("run-1"), run("run-1", 1));
    Path other = RecordedFiles.write(directory.resolve("run-2"), run("run-2", 2));
    List<CorpusRun> corpus = new CorpusBuild(Map.of(), line -> {}).of(List.of(one, other));

    assertThat(corpus).extracting(run -> run.getRun().getRun()).containsExactly("run-1", "run-2");
    GraphStatistics last = corpus.getFirst().getStatistics().getLast();
    assertThat(last.getFeatures())
        .extracting(FeatureStatistics::getRepresentation)
        .contains("rolled", "rolled-since-start", "rolled-since-previous");
    assertThat(corpus.getFirst().getCurve())
        .hasSizeGreaterThanOrEqualTo(corpus.getFirst().getStatistics().size());

    Path file = directory.resolve("made.avro");
    Path exported = directory.resolve("exported.avro");
    CorpusFile.write(file, corpus);
    try (LocalCluster local = LocalCluster.temporary()) {
      var cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
      ClusterSetup.createTopics(cluster, Topics.LIVE, 2, Optional.of((short) 1));
      ClusterSetup.registerSchemas(cluster, Topics.LIVE);
      var importing = new CorpusImport(cluster, Topics.LIVE);
      assertThat(importing.send(corpus).runs()).isEqualTo(2);
      assertThat(importing.send(corpus)).isEqualTo(new CorpusImport.Sent(0, 0, 2));
      int exit =
          Main.commandLine()
              .execute(
                  "corpus",
                  "export",
                  exported.toString(),
                  "--bootstrap-server",
                  local.bootstrapServers(),
                  "--schema-registry",
                  local.schemaRegistryUrl());
      assertThat(exit).isZero();
    }
    List<CorpusRun> back = CorpusFile.read(exported);
    assertThat(back)
        .extracting(CorpusRun::getStatistics)
        .isEqualTo(corpus.stream().map(CorpusRun::getStatistics).toList());
    assertThat(back)
        .extracting(CorpusRun::getRun)
        .isEqualTo(corpus.stream().map(CorpusRun::getRun).toList());
  }

  private static MadeRun run(String name, long seed) {
    return new MadeRun(name, MadeRun.Network.LENET5, DType.F32, 3, 0.5, seed);
  }
}
