package io.epochgraph.cli.sweep;

import io.epochgraph.cli.Stopwatch;
import io.epochgraph.publish.files.RecordingRunListeners;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.SweepListener;
import io.epochgraph.trainer.SweepRunner;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.WorkerSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import io.epochgraph.trainer.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A sweep that is recorded in a directory, one directory a run, and can be interrupted at any time:
 * only runs that have ended count, and those are never trained again.
 */
public final class RecordedSweep implements AutoCloseable {

  private final Path directory;
  private final DatasetSettings dataset;
  private final SweepSettings sweep;
  private final int parallel;
  private final int checkpoints;
  private volatile SweepRunner runner;
  private volatile boolean closed;

  /**
   * @param parallel networks that train at the same time
   * @param checkpoints the last epoch whose weights are kept
   */
  public RecordedSweep(
      Path directory, DatasetSettings dataset, SweepSettings sweep, int parallel, int checkpoints) {
    if (checkpoints < 0) {
      throw new IllegalArgumentException(
          "checkpoints %d: want the last epoch to keep, 0 or more".formatted(checkpoints));
    }
    this.directory = directory;
    this.dataset = dataset;
    this.sweep = sweep;
    this.parallel = parallel;
    this.checkpoints = checkpoints;
  }

  /**
   * Trains the runs that are not recorded yet.
   *
   * @param progress hears of each run's end
   * @throws IllegalArgumentException if the directory holds another sweep
   */
  public void run(Consumer<String> progress) throws IOException, InterruptedException {
    DatasetSettings located = Datasets.locate(dataset);
    Files.createDirectories(directory);
    SweepFile.agree(directory, dataset, sweep);
    List<RunSettings> left =
        sweep.list().stream().filter(run -> !isRecorded(directory.resolve(run.run()))).toList();
    progress.accept(
        "%s: %d runs of %s on %s, %d recorded already"
            .formatted(
                directory,
                sweep.runs(),
                sweep.network(),
                dataset.label(),
                sweep.runs() - left.size()));
    if (left.isEmpty()) {
      return;
    }
    var since = Stopwatch.start();
    var workers =
        new WorkerSettings(
            located,
            RecordingRunListeners.class.getName(),
            Map.of(
                RecordingRunListeners.DIRECTORY,
                directory.toAbsolutePath().toString(),
                RecordingRunListeners.LAST_CHECKPOINT,
                Integer.toString(checkpoints)));
    try (var sweepRunner = new SweepRunner(workers, parallel)) {
      runner = sweepRunner;
      if (closed) {
        return;
      }
      sweepRunner.run(left, new Reports(left.size(), sweep.epochs(), progress));
    } catch (CancellationException e) {
      if (!closed) {
        throw e;
      }
    }
    if (!closed) {
      progress.accept("Recorded %d runs in %s.".formatted(left.size(), since.elapsed()));
    }
  }

  /** Stops training, within seconds. */
  @Override
  public void close() {
    closed = true;
    SweepRunner running = runner;
    if (running != null) {
      running.close();
    }
  }

  private static boolean isRecorded(Path run) {
    return Files.isRegularFile(run.resolve("run.json"));
  }

  private final class Reports implements SweepListener {
    private final int runs;
    private final TimeLeft left;
    private final Consumer<String> progress;
    private int ended;

    Reports(int runs, int plannedEpochs, Consumer<String> progress) {
      this.runs = runs;
      this.left = new TimeLeft(runs, plannedEpochs);
      this.progress = progress;
    }

    @Override
    public void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
      if (epoch > 0) {
        left.epoch();
      }
    }

    @Override
    public void ended(RunSettings run, RunOutcome outcome) {
      if (closed) {
        return;
      }
      ended++;
      left.ended(outcome.epochs());
      progress.accept(
          "%d of %d  %s  lr %s dropout %s  %s  left: %s"
              .formatted(
                  ended, runs, run.run(), run.learningRate(), run.dropout(), end(outcome), left));
    }

    private static String end(RunOutcome outcome) {
      return outcome.status() == RunOutcome.Status.FAILED
          ? "failed: " + outcome.reason()
          : "best %s, final %s after %d epochs"
              .formatted(
                  Percent.of(outcome.bestAccuracy()),
                  Percent.of(outcome.finalAccuracy()),
                  outcome.epochs());
    }
  }
}
