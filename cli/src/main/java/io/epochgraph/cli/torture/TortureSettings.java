package io.epochgraph.cli.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * What to do to whom.
 *
 * @param seed of the input and of every choice; times and processes still run as they like
 * @param runs of {@code epochs} epochs each and the initial weights
 * @param instances of each stage
 * @param blows how many of each kind
 * @param standby when to keep a copy of each task's state on another instance
 * @param wipe when a killed instance comes back without its state
 * @param named whether instances are static members of their groups
 * @param outage how long the broker, and then the registry, are away at the end; zero for not
 * @param stageProperties for every stage, over its own
 * @param directory for everything that processes keep and say
 */
record TortureSettings(
    long seed,
    int runs,
    int epochs,
    int instances,
    int partitions,
    Map<Blow, Integer> blows,
    Share standby,
    Share wipe,
    boolean named,
    Duration outage,
    Map<String, String> stageProperties,
    Path directory) {

  /** Snapshots of a run: the initial weights and each epoch. */
  private int snapshots() {
    return epochs + 1;
  }

  TortureSettings {
    atLeast("runs", runs, 1);
    atLeast("epochs", epochs, 3);
    atLeast("instances", instances, 1);
    atLeast("partitions", partitions, 1);
    blows.forEach((blow, count) -> atLeast(blow.toString(), count, 0));
    if (instances == 1 && blows.getOrDefault(Blow.SCALE, 0) > 0) {
      throw new IllegalArgumentException(
          "1 instance cannot be less: want 2 or more, or no scaling");
    }
    blows = Map.copyOf(blows);
    stageProperties = Map.copyOf(stageProperties);
  }

  /** Something that happens at random. */
  enum Blow {
    /** SIGKILL to an instance of a stage. */
    KILL(9),
    /** SIGKILL to the broker, which is started again at once. */
    BROKER_KILL(14),
    /** SIGSTOP to an instance, and SIGCONT some seconds later. */
    PAUSE(10),
    /** SIGTERM to an instance, which is started again. */
    STOP(8),
    /** SIGTERM to an instance of each stage; they come back once the others have their work. */
    SCALE(25),
    /** SIGKILL to a trainer. */
    TRAINER_KILL(4);

    private final int seconds;

    Blow(int seconds) {
      this.seconds = seconds;
    }

    /** About how long it takes, aftermath included. */
    int seconds() {
      return seconds;
    }
  }

  /** How often something is done. */
  enum Share {
    NEVER,
    HALF,
    ALWAYS;

    boolean picks(Random random) {
      return this == ALWAYS || (this == HALF && random.nextBoolean());
    }
  }

  /** Epochs in all, initial weights included. */
  int totalEpochs() {
    return runs * snapshots();
  }

  /** Signatures in all: one for each snapshot, and those over two and over three of them. */
  int totalSignatures() {
    return runs * (3 * snapshots() - 3);
  }

  int count(Blow blow) {
    return blows.getOrDefault(blow, 0);
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException("%s %d: want %d or more".formatted(what, value, least));
    }
  }
}
