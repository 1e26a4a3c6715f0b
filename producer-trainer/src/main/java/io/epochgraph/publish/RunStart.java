package io.epochgraph.publish;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.schemas.RunId;
import io.epochgraph.schemas.TrustedContracts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run, or one more attempt at it, that is about to train.
 *
 * @param run its id, {@code [A-Za-z0-9._-]{1,200}}
 * @param attempt 0, and one more each time the run resumes from a checkpoint
 * @param descriptor what it is; copied
 * @param inputShape of one input, channels first, for example {@code [3, 32, 32]}
 * @param plannedEpochs epochs that it means to train, at least 1
 * @param previous the published epoch that a resumed run goes on from, of a lower attempt; empty
 *     where there is none
 * @param startedAt by the trainer's clock
 */
public record RunStart(
    String run,
    int attempt,
    RunDescriptor descriptor,
    List<Integer> inputShape,
    int plannedEpochs,
    Optional<EpochReference> previous,
    Instant startedAt) {

  static {
    TrustedContracts.install();
  }

  /** Checks and copies. */
  public RunStart {
    RunId.check(run);
    check(attempt >= 0, run, "attempt " + attempt, "0 or more");
    check(plannedEpochs >= 1, run, "plannedEpochs " + plannedEpochs, "1 or more");
    inputShape = List.copyOf(inputShape);
    check(
        !inputShape.isEmpty() && inputShape.stream().allMatch(extent -> extent >= 1),
        run,
        "inputShape " + inputShape,
        "[channels, height, width], each 1 or more");
    descriptor = RunDescriptor.newBuilder(checked(run, descriptor)).build();
    if (previous.isPresent()) {
      EpochReference last = previous.get();
      check(
          last.getAttempt() >= 0 && last.getAttempt() < attempt && last.getEpoch() >= 0,
          run,
          "previous attempt %d, epoch %d".formatted(last.getAttempt(), last.getEpoch()),
          "an epoch of an attempt below " + attempt);
      previous = Optional.of(EpochReference.newBuilder(last).build());
    }
    EventTime.check(startedAt, "run " + run);
  }

  /** The first attempt at a run. */
  public static RunStart first(
      String run,
      RunDescriptor descriptor,
      List<Integer> inputShape,
      int plannedEpochs,
      Instant startedAt) {
    return new RunStart(run, 0, descriptor, inputShape, plannedEpochs, Optional.empty(), startedAt);
  }

  private static RunDescriptor checked(String run, RunDescriptor descriptor) {
    named(run, "network", descriptor.getNetwork());
    named(run, "dataset", descriptor.getDataset());
    Hyperparameters set = Objects.requireNonNull(descriptor.getHyperparameters());
    double rate = set.getLearningRate();
    check(
        rate > 0 && Double.isFinite(rate), run, "learningRate " + rate, "a finite number above 0");
    double dropout = set.getDropout();
    check(dropout >= 0 && dropout < 1, run, "dropout " + dropout, "a fraction in [0, 1)");
    check(set.getBatchSize() >= 1, run, "batchSize " + set.getBatchSize(), "1 or more");
    named(run, "optimizer", set.getOptimizer());
    return descriptor;
  }

  private static void named(String run, String what, String name) {
    check(
        name != null && !name.isBlank() && name.chars().noneMatch(Character::isUpperCase),
        run,
        what + " " + RunId.printable(name),
        "a name in lower case");
  }

  private static void check(boolean right, String run, String found, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("run %s: %s: want %s".formatted(run, found, wanted));
    }
  }
}
