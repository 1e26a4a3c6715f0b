package io.epochgraph.trainer;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.Networks;
import io.epochgraph.trainer.data.Datasets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Trains runs in several worker processes at once, each taking the next run when it is done with
 * one. If a worker dies, its run has failed and another worker takes over. Each worker takes a core
 * and 3 s to start; and about 650 MB for LeNet-5, for larger networks up to seven times their
 * weights and what the layers give for a batch beside it.
 */
public final class SweepRunner implements AutoCloseable {

  /** The images of a whole dataset, and all but weights. */
  private static final int HEAP_MEGABYTES = 768;

  /** A copy for listeners, and those that wait to be published. */
  private static final int COPIES = 6;

  private static final int CHANNELS = 3;
  private static final int SIDE = 32;
  private static final int CLASSES = 100;
  private static final int STOP_MILLIS = 1_500;

  private final WorkerSettings settings;
  private final int workers;
  private final Set<WorkerProcess> processes = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param workers processes at once, at least 1; best as many as cores
   */
  public SweepRunner(WorkerSettings settings, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers = " + workers + ", must be at least 1");
    }
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * Trains all runs, in the order given, and returns when the last one has ended.
   *
   * @return each run's outcome by its id, in the order given
   * @throws IOException if the dataset is not available, or a worker cannot start to work
   * @throws CancellationException if this was closed meanwhile
   */
  public Map<String, RunOutcome> run(List<RunSettings> runs, SweepListener listener)
      throws IOException, InterruptedException {
    if (runs.stream().map(RunSettings::run).distinct().count() < runs.size()) {
      throw new IllegalArgumentException("two runs have the same id; each must have its own");
    }
    var located =
        new WorkerSettings(
            Datasets.locate(settings.dataset()), settings.listeners(), settings.client());
    int heapMegabytes = heapMegabytes(runs);
    Queue<RunSettings> queue = new ConcurrentLinkedQueue<>(runs);
    var progress = new SweepProgress(listener);
    var failure = new AtomicReference<Exception>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lanes = new ArrayList<>();
      for (int worker = 0; worker < Math.min(workers, runs.size()); worker++) {
        var lane = new Lane(worker, located, heapMegabytes, queue, progress);
        lanes.add(threads.submit(() -> work(lane, failure)));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sweep's thread failed", e.getCause());
    } finally {
      stopWorkers();
    }
    rethrow(failure.get());
    requireOpen();
    return progress.outcomes(runs);
  }

  static int heapMegabytes(List<RunSettings> runs) {
    long weights =
        runs.stream()
            .map(RunSettings::network)
            .distinct()
            .mapToLong(SweepRunner::weights)
            .max()
            .orElse(0);
    return HEAP_MEGABYTES + (int) ((COPIES * Float.BYTES * weights) >> 20);
  }

  private static long weights(String network) {
    return Networks.describe(network, CHANNELS, SIDE, SIDE, CLASSES, 0).geometry().stream()
        .mapToLong(LayerSpec::weights)
        .sum();
  }

  /** Process ids of the workers now running. */
  public List<Long> pids() {
    return processes.stream().map(WorkerProcess::pid).sorted().toList();
  }

  /** Stops all workers within 2 s; runs in flight fail, those not started never are. */
  @Override
  public void close() {
    closed = true;
    stopWorkers();
  }

  private void work(Lane lane, AtomicReference<Exception> failure) {
    try {
      lane.work();
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
      close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CancellationException("the sweep was stopped");
    }
  }

  private static void rethrow(Exception failure) throws IOException, InterruptedException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void stopWorkers() {
    long deadline = System.nanoTime() + STOP_MILLIS * 1_000_000L;
    processes.forEach(WorkerProcess::stop);
    for (WorkerProcess process : processes) {
      try {
        process.await(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        processes.forEach(WorkerProcess::stop);
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One worker after another: a new one only when the last one has died. */
  private final class Lane {
    private final int worker;
    private final WorkerSettings located;
    private final int heapMegabytes;
    private final Queue<RunSettings> queue;
    private final SweepProgress progress;

    Lane(
        int worker,
        WorkerSettings located,
        int heapMegabytes,
        Queue<RunSettings> queue,
        SweepProgress progress) {
      this.worker = worker;
      this.located = located;
      this.heapMegabytes = heapMegabytes;
      this.queue = queue;
      this.progress = progress;
    }

    void work() throws IOException, InterruptedException {
      while (!queue.isEmpty()) {
        var process = WorkerProcess.start(located, heapMegabytes);
        processes.add(process);
        try (process) {
          serve(process);
        } finally {
          processes.remove(process);
        }
      }
    }

    /** Returns when no runs are left or the process has died with one. */
    private void serve(WorkerProcess process) throws IOException, InterruptedException {
      requireOpen();
      switch (process.next()) {
        case WorkerEvent.Ready ready -> progress.ready(worker, ready);
        case WorkerEvent.Unusable(String reason) -> throw new IOException(reason);
        case null, default -> {
          requireOpen();
          throw new IOException("a worker did not start: " + process.obituary());
        }
      }
      for (RunSettings run = queue.poll(); run != null; run = queue.poll()) {
        progress.started(worker, run);
        process.send(run);
        if (!follow(process, run)) {
          requireOpen();
          progress.crashed(run, process.obituary());
          return;
        }
      }
    }

    private boolean follow(WorkerProcess process, RunSettings run) {
      for (WorkerEvent event = process.next(); event != null; event = process.next()) {
        progress.tell(run, event);
        if (event instanceof WorkerEvent.Ended) {
          return true;
        }
      }
      return false;
    }
  }
}
