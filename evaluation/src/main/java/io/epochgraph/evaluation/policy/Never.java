package io.epochgraph.evaluation.policy;

/** Lets every run train to its recorded end. */
public record Never() implements StoppingPolicy {

  @Override
  public String name() {
    return "never";
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    return false;
  }
}
