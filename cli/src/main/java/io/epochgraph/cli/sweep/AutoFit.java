package io.epochgraph.cli.sweep;

import io.epochgraph.prediction.FitReport;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingJob.Succession;
import io.epochgraph.predictorstream.FittingRequest;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fits predictors as soon as six runs have ended, and anew with each quarter of the sweep, so that
 * the others are predicted while they train.
 */
final class AutoFit implements AutoCloseable {

  private static final int LEAST_RUNS = 6;
  private static final int QUARTERS = 4;
  private static final long PATIENCE_MILLIS = 3_600_000;

  private final Board board;
  private final FittingJob job;
  private final FittingRequest request;
  private final Succession succession;
  private final Consumer<List<FitReport>> fitted;
  private final Consumer<String> failed;
  private final Thread thread;

  private AutoFit(
      Board board,
      FittingJob job,
      FittingRequest request,
      Succession succession,
      Consumer<List<FitReport>> fitted,
      Consumer<String> failed) {
    this.board = board;
    this.job = job;
    this.request = request;
    this.succession = succession;
    this.fitted = fitted;
    this.failed = failed;
    this.thread = Thread.ofVirtual().name("auto-fit").unstarted(this::fit);
  }

  /**
   * Starts to wait for runs to end.
   *
   * @param succession what becomes of the predictors
   * @param fitted hears of each fit
   * @param failed hears why a fit came to nothing
   */
  static AutoFit start(
      Board board,
      FittingJob job,
      FittingRequest request,
      Succession succession,
      Consumer<List<FitReport>> fitted,
      Consumer<String> failed) {
    var autoFit = new AutoFit(board, job, request, succession, fitted, failed);
    autoFit.thread.start();
    return autoFit;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void fit() {
    int all = board.runs().size();
    int quarter = Math.max(LEAST_RUNS, Math.ceilDiv(all, QUARTERS));
    try {
      for (int runs = LEAST_RUNS; runs < all; runs = (runs / quarter + 1) * quarter) {
        if (board.awaitEnded(runs, PATIENCE_MILLIS) && board.ended() < all) {
          fitOnce();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fitOnce() throws InterruptedException {
    try {
      fitted.accept(job.run(request, succession));
    } catch (RuntimeException e) {
      failed.accept(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }
}
