package io.epochgraph.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.predictorstream.ShippedPredictors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {

  @Test
  void shouldMakeTheGraphsOfDifferencesThatThePredictorReads() {
    var options =
        new ReplayOptions(List.of(), List.of(), List.of())
            .settings(
                "r",
                ReplaySource.EPOCHS,
                Optional.of(ShippedPredictors.all().getFirst()),
                Optional.empty(),
                Map.of(),
                Path.of("state"))
            .options();

    assertThat(options)
        .containsEntry("epochgraph.graph.representations", "rolled")
        .containsEntry("epochgraph.graph.differences", "since-previous,since-start")
        .containsEntry("epochgraph.graph.features", "degree,eigenvector");
  }
}
