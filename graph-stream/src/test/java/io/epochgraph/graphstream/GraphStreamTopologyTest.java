package io.epochgraph.graphstream;

import io.epochgraph.stage.StageDriver;
import org.junit.jupiter.api.Test;

class GraphStreamTopologyTest {

  @Test
  void shouldBeAsCommitted() {
    StageDriver.assertDescribed(GraphStreamTopology.STAGE);
  }
}
