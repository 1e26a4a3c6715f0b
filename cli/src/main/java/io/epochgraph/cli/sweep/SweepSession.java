package io.epochgraph.cli.sweep;

import io.epochgraph.cli.Stopwatch;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingJob.Succession;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublishingRunListeners;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** A sweep that trains, is predicted and shown, from its first run to the table at the end. */
public final class SweepSession implements AutoCloseable {

  private static final long LAST_PREDICTIONS_MILLIS = 30_000;

  private DatasetSettings dataset;
  private final SweepSettings sweep;
  private final List<RunSettings> runs;
  private volatile SweepRunner runner;
  private volatile boolean closed;

  private SweepSession(DatasetSettings dataset, SweepSettings sweep) {
    this.dataset = dataset;
    this.sweep = sweep;
    this.runs = sweep.list();
  }

  /**
   * A session for one sweep.
   *
   * @throws IllegalArgumentException where its runs are to be what no run can be
   */
  public static SweepSession of(DatasetSettings dataset, SweepSettings sweep) {
    return new SweepSession(dataset, sweep);
  }

  /** Makes sure that the images are on this machine, fetching them where it must. */
  public void locateImages() throws IOException {
    dataset = Datasets.locate(dataset);
    System.out.printf("Images of %s in %s%n", dataset.label(), dataset.directory());
  }

  /**
   * Trains all runs and prints how they get on. A registry that refuses us is told before training
   * begins; one that is away holds nothing up.
   *
   * @param parallel networks that train at the same time
   * @param json where to write every prediction and every run's end
   * @param fit what becomes of predictors that are fitted on the way; empty to fit none
   * @param onFull what a worker does with an epoch when those before it are not published yet
   */
  public void run(
      ClusterSettings cluster,
      int parallel,
      Optional<Path> json,
      Optional<Succession> fit,
      OnFull onFull)
      throws IOException, InterruptedException {
    ClusterSetup.checkAdmission(cluster, Topics.of(cluster).runs());
    var request = FittingRequest.of(new Cohort(sweep.network(), dataset.label()), sweep.seed());
    var board = new Board(runs, request.championId());
    var since = Stopwatch.start();
    boolean interactive = LiveTerminal.isInteractive();
    var text = new BoardText(Style.ofTerminal(interactive));
    var workers =
        new WorkerSettings(
            dataset, PublishingRunListeners.class.getName(), publishing(cluster, onFull));
    try (var log = json.map(JsonLines::to).orElse(null);
        var sweepRunner = new SweepRunner(workers, parallel);
        var terminal =
            LiveTerminal.open(
                interactive, height -> text.lines(board.runs(), since.elapsed(), height));
        var _ = follow(cluster, board, terminal, log, since);
        var _ = fit.map(it -> fitting(cluster, request, it, board, terminal)).orElse(null)) {
      runner = sweepRunner;
      if (closed) {
        return;
      }
      terminal.line(
          "Training %d runs of %s on %s, %d at a time"
              .formatted(runs.size(), sweep.network(), dataset.label(), parallel));
      sweepRunner.run(
          runs, new Everyone(board, terminal, log, new CrashedRuns(cluster), () -> closed));
      board.awaitEnded(runs.size(), LAST_PREDICTIONS_MILLIS);
    } catch (CancellationException e) {
      if (closed) {
        return;
      }
      throw e;
    }
    Results.lines(board.runs()).forEach(System.out::println);
    System.out.printf("%nTrained and predicted in %s.%n", since.elapsed());
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

  private static Map<String, String> publishing(ClusterSettings cluster, OnFull onFull) {
    Map<String, String> client = cluster.toProperties();
    client.put(PublishingRunListeners.ON_FULL, onFull.name().toLowerCase(Locale.ROOT));
    return client;
  }

  private static TopicTail follow(
      ClusterSettings cluster, Board board, LiveTerminal terminal, JsonLines log, Stopwatch since) {
    var first = new AtomicBoolean(true);
    TopicTail tail =
        TopicTail.follow(
            Topics.of(cluster).predictions(),
            cluster,
            TopicTail.From.NOW,
            prediction -> {
              if (log != null) {
                log.write(JsonLines.of(prediction));
              }
              if (board.predicted(prediction)) {
                terminal.line(PredictionText.of(prediction));
                if (prediction.getAccuracy() != null && first.getAndSet(false)) {
                  terminal.line(
                      "First live prediction %s after training began".formatted(since.elapsed()));
                }
              }
            });
    tail.ended()
        .exceptionally(
            reason -> {
              terminal.line("Predictions are not shown: " + reason.getMessage());
              return null;
            });
    return tail;
  }

  private static AutoFit fitting(
      ClusterSettings cluster,
      FittingRequest request,
      Succession succession,
      Board board,
      LiveTerminal terminal) {
    return AutoFit.start(
        board,
        new FittingJob(cluster, Topics.of(cluster)),
        request,
        succession,
        reports -> {
          for (FitReport report : reports) {
            terminal.line(
                "Fitted %s on %d runs; high is from %s on"
                    .formatted(
                        report.predictor().key(),
                        report.predictor().fittedOn().size(),
                        Percent.of(report.predictor().threshold())));
            if (report.predictor().id().equals(request.championId())) {
              board.fittedOn(report.predictor().fittedOn());
            }
          }
        },
        reason -> terminal.line("Nothing was fitted: " + reason));
  }

  /** Passes what the trainer tells on to the board, the terminal and the log. */
  private record Everyone(
      Board board,
      LiveTerminal terminal,
      JsonLines log,
      CrashedRuns crashedRuns,
      BooleanSupplier stopped)
      implements SweepListener {

    @Override
    public void crashed(RunSettings run, RunOutcome outcome) {
      crashedRuns.publish(run.run(), outcome);
    }

    @Override
    public void batches(RunSettings run, int epoch, int done, int total) {
      board.batches(run, epoch, done, total);
    }

    @Override
    public void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
      board.epoch(run, epoch, metrics);
    }

    @Override
    public void ended(RunSettings run, RunOutcome outcome) {
      board.ended(run, outcome);
      if (log != null) {
        log.write(JsonLines.of(run, outcome));
      }
      if (stopped.getAsBoolean()) {
        return; // who stopped the sweep knows why its runs failed
      }
      terminal.line(
          "%s %s after %d epochs: best %s, final %s"
              .formatted(
                  run.run(),
                  outcome.status() == RunOutcome.Status.FAILED ? "failed" : "ended",
                  outcome.epochs(),
                  Percent.of(outcome.bestAccuracy()),
                  Percent.of(outcome.finalAccuracy())));
      if (!outcome.reason().isEmpty()) {
        terminal.line("  " + outcome.reason());
      }
    }
  }
}
