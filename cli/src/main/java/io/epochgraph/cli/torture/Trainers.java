package io.epochgraph.cli.torture;

import io.epochgraph.local.ChildJvm;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Trainers as child processes, several at a time, each with a batch of runs. One that is killed is
 * started again and publishes its batch from the beginning; epochs that arrived before change
 * nothing.
 */
final class Trainers implements AutoCloseable {

  private static final int BATCH = 10;
  private static final String LOG =
      "-Dlogback.configurationFile=io/epochgraph/cli/torture/stage-logback.xml";

  private final ClusterSettings cluster;
  private final Topics topics;
  private final TortureSettings settings;
  private final Path directory;
  private final DoubleSupplier rate;
  private final ToIntFunction<String> published;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final List<Work> working = new ArrayList<>();
  private int started;
  private int doneEpochs;

  private record Batch(int first, int runs) {}

  private record Work(Batch batch, ChildJvm process) {}

  /**
   * Starts nothing yet.
   *
   * @param rate epochs a second of a trainer that starts now; 0 for no limit
   * @param published epochs of a run that have arrived; they are published again without delay
   */
  Trainers(
      ClusterSettings cluster,
      Topics topics,
      TortureSettings settings,
      Path directory,
      DoubleSupplier rate,
      ToIntFunction<String> published) {
    this.cluster = cluster;
    this.topics = topics;
    this.settings = settings;
    this.directory = directory;
    this.rate = rate;
    this.published = published;
    for (int first = 0; first < settings.runs(); first += BATCH) {
      waiting.add(new Batch(first, Math.min(BATCH, settings.runs() - first)));
    }
  }

  /** Starts trainers until so many work, and notices those that are done. To be called often. */
  synchronized void tend(int parallel) throws IOException {
    for (Work work : List.copyOf(working)) {
      if (work.process().isAlive()) {
        continue;
      }
      working.remove(work);
      if (work.process().exitCode().orElseThrow() != 0) {
        throw new IOException("a trainer failed: " + work.process().logText());
      }
      doneEpochs += work.batch().runs() * (settings.epochs() + 1);
    }
    while (working.size() < parallel && !waiting.isEmpty()) {
      start(waiting.poll());
    }
  }

  synchronized boolean isDone() {
    return waiting.isEmpty() && working.isEmpty();
  }

  /** Epochs of runs that no trainer has yet begun with. */
  synchronized int epochsWaiting() {
    return waiting.stream().mapToInt(Batch::runs).sum() * (settings.epochs() + 1);
  }

  synchronized int epochsDone() {
    return doneEpochs;
  }

  /** Kills one and starts it again; does nothing where none works. */
  synchronized void killOne(Random random) throws IOException {
    if (!working.isEmpty()) {
      restart(working.get(random.nextInt(working.size())));
    }
  }

  /** Starts one that publishes {@code run}, in order to be killed in the middle of its epoch. */
  synchronized ChildJvm startDoomed(String run) throws IOException {
    return ChildJvm.start(
        run,
        directory,
        System.getProperty("java.class.path"),
        List.of("-Xmx256m", LOG),
        DoomedTrainerChild.class,
        List.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl(), topics.prefix(), run));
  }

  /** Starts all that work again, so that they heed the present rate. */
  synchronized void restartAll() throws IOException {
    for (Work work : List.copyOf(working)) {
      restart(work);
    }
  }

  @Override
  public synchronized void close() {
    working.forEach(work -> work.process().kill());
  }

  private void restart(Work work) throws IOException {
    if (work.process().isAlive()) {
      work.process().kill();
      working.remove(work);
      start(work.batch());
    }
  }

  private void start(Batch batch) throws IOException {
    started++;
    int again =
        IntStream.range(batch.first(), batch.first() + batch.runs())
            .mapToObj(number -> new SeededRun(settings.seed(), number, settings.epochs()).run())
            .mapToInt(published)
            .sum();
    List<String> arguments =
        List.of(
            cluster.bootstrapServers(),
            cluster.schemaRegistryUrl(),
            topics.prefix(),
            String.valueOf(settings.seed()),
            String.valueOf(batch.first()),
            String.valueOf(batch.runs()),
            String.valueOf(settings.epochs()),
            String.valueOf(rate.getAsDouble()),
            String.valueOf(again));
    working.add(
        new Work(
            batch,
            ChildJvm.start(
                "trainer-" + started,
                directory,
                System.getProperty("java.class.path"),
                List.of("-Xmx96m", LOG),
                TrainerChild.class,
                arguments)));
  }
}
