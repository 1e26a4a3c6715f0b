package io.epochgraph.graphstream;

import io.epochgraph.stage.StageMain;

/** Runs graph-stream alone. Argument: a properties file, if the environment does not say it all. */
public final class GraphStreamMain {

  private GraphStreamMain() {}

  /** Runs until told to stop. */
  public static void main(String... args) {
    StageMain.run(GraphStreamTopology.STAGE, args);
  }
}
