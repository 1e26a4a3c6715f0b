package io.epochgraph.signaturestream;

import io.epochgraph.stage.StageMain;

/**
 * Runs signature-stream alone. Argument: a properties file, if the environment does not say all.
 */
public final class SignatureStreamMain {

  private SignatureStreamMain() {}

  /** Runs until told to stop. */
  public static void main(String... args) {
    StageMain.run(SignatureStreamTopology.STAGE, args);
  }
}
