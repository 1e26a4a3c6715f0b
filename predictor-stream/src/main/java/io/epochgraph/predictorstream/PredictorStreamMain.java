package io.epochgraph.predictorstream;

import io.epochgraph.stage.StageMain;

/**
 * Runs predictor-stream alone. Argument: a properties file, if the environment does not say all.
 */
public final class PredictorStreamMain {

  private PredictorStreamMain() {}

  /** Runs until told to stop. */
  public static void main(String... args) {
    StageMain.run(PredictorStreamTopology.STAGE, args);
  }
}
