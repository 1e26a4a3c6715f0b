package io.epochgraph.cli;

import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.predictorstream.PredictorStreamTopology;
import io.epochgraph.signaturestream.SignatureStreamTopology;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageMain;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One stage alone, as it runs on a cluster of machines. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one stage against a cluster, until it is told to stop.",
      "",
      "Start any number of each, up to the topics' partitions: they share the work. Settings come"
          + " from --config and from EPOCHGRAPH_… variables; docs/operations.md lists them."
    })
final class StageCommand implements Callable<Integer> {
  /** All stages, in the order in which data pass them. */
  static final List<Stage> STAGES =
      List.of(
          GraphStreamTopology.STAGE, SignatureStreamTopology.STAGE, PredictorStreamTopology.STAGE);

  @Mixin private ClusterOptions cluster;

  @Parameters(
      paramLabel = "STAGE",
      completionCandidates = Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String name;

  @Override
  public Integer call() {
    Stage stage =
        STAGES.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: want one of %s"
                            .formatted(name, STAGES.stream().map(Stage::name).toList())));
    StageMain.run(stage, cluster.properties());
    return 0;
  }

  /** The stages' names. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return STAGES.stream().map(Stage::name).iterator();
    }
  }
}
