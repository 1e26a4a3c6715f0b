package io.epochgraph.predictorstream;

import io.epochgraph.stage.StageDriver;
import org.junit.jupiter.api.Test;

class PredictorStreamTopologyTest {

  @Test
  void shouldBeAsCommitted() {
    StageDriver.assertDescribed(PredictorStreamTopology.STAGE);
  }
}
