package io.epochgraph.cli.torture;

import io.epochgraph.graphstream.GraphStreamMain;
import io.epochgraph.local.ParentWatch;
import io.epochgraph.predictorstream.PredictorStreamMain;
import io.epochgraph.signaturestream.SignatureStreamMain;

/** One instance of a stage as a child process: {@code StageChild <stage> <properties file>}. */
final class StageChild {

  private StageChild() {}

  public static void main(String... args) {
    ParentWatch.start();
    switch (args[0]) {
      case "graph-stream" -> GraphStreamMain.main(args[1]);
      case "signature-stream" -> SignatureStreamMain.main(args[1]);
      case "predictor-stream" -> PredictorStreamMain.main(args[1]);
      default -> throw new IllegalArgumentException(args[0] + ": want a stage's name");
    }
  }
}
