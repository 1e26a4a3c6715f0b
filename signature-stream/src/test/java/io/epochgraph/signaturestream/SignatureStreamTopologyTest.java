package io.epochgraph.signaturestream;

import io.epochgraph.stage.StageDriver;
import org.junit.jupiter.api.Test;

class SignatureStreamTopologyTest {

  @Test
  void shouldBeAsCommitted() {
    StageDriver.assertDescribed(SignatureStreamTopology.STAGE);
  }
}
