package io.epochgraph.cli.torture;

import io.epochgraph.local.ParentWatch;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trainer of several runs at once, as a child process: {@code TrainerChild <bootstrap servers>
 * <registry> <topic prefix> <seed> <first run> <runs> <epochs> <epochs a second; 0 for no limit>
 * <epochs in all to publish before that limit holds>}.
 */
final class TrainerChild {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private TrainerChild() {}

  public static void main(String... args) throws InterruptedException {
    ParentWatch.start();
    var cluster = ClusterSettings.of(args[0], args[1]);
    var settings =
        PublisherSettings.defaults()
            .withTopics(new Topics(args[2]))
            .withOnFull(OnFull.BLOCK)
            .withTimeouts(PATIENCE, PATIENCE);
    long seed = Long.parseLong(args[3]);
    int first = Integer.parseInt(args[4]);
    int epochs = Integer.parseInt(args[6]);
    List<SeededRun> runs =
        IntStream.range(first, first + Integer.parseInt(args[5]))
            .mapToObj(number -> new SeededRun(seed, number, epochs))
            .toList();
    try (var publisher = WeightPublisher.open(cluster, settings)) {
      publish(runs, publisher, Double.parseDouble(args[7]), Integer.parseInt(args[8]));
    }
    System.exit(0);
  }

  private static void publish(
      List<SeededRun> runs, WeightPublisher publisher, double rate, int atOnce)
      throws InterruptedException {
    List<RunPublication> publications = runs.stream().map(run -> run.begin(publisher)).toList();
    long start = System.nanoTime();
    int sent = 0;
    for (int epoch = 0; epoch <= runs.getFirst().epochs(); epoch++) {
      for (int i = 0; i < runs.size(); i++) {
        if (rate > 0 && sent > atOnce) {
          long due = start + (long) ((sent - atOnce) / rate * 1e9);
          Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        runs.get(i).publish(publications.get(i), epoch);
        sent++;
      }
    }
    for (int i = 0; i < runs.size(); i++) {
      runs.get(i).end(publications.get(i));
    }
  }
}
