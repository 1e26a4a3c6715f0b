package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.trainer.RunOutcome.Status;
import io.epochgraph.trainer.data.DatasetSettings;
import io.epochgraph.trainer.data.Datasets;
import io.epochgraph.trainer.data.GeneratedImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SweepRunnerIT {
  @TempDir Path data;
  @TempDir Path written;
  private WorkerSettings settings;

  @BeforeEach
  void writeImages() throws IOException {
    GeneratedImages.writeFashionMnist(data, GeneratedImages.dataset(400, 100, 28));
    settings =
        new WorkerSettings(
            dataset(), FileListeners.class.getName(), Map.of("directory", written.toString()));
  }

  @Test
  void shouldGiveTheSameWeightsInEveryProcess() throws Exception {
    List<RunSettings> runs = sweep(4, 2);
    var seen = new Watcher();
    try (var sweep = new SweepRunner(settings, 2)) {
      Map<String, RunOutcome> outcomes = sweep.run(runs, seen);

      assertThat(outcomes.keySet()).containsExactly("s-000", "s-001", "s-002", "s-003");
      assertThat(outcomes.values()).allMatch(outcome -> outcome.status() == Status.COMPLETED);
      assertThat(sweep.pids()).isEmpty();
    }

    for (RunSettings run : runs.reversed()) {
      var here = new Recording();
      new TrainingRun(Datasets.load(dataset()), run).train(here);
      assertThat(Files.readAllLines(written.resolve(run.run()))).isEqualTo(here.digests);
    }
    assertThat(Files.readAllLines(written.resolve("closed"))).hasSize(2);
    assertThat(seen.ready).isEqualTo(2);
    assertThat(seen.epochs).hasSize(12);
    assertThat(seen.ended).hasSize(4);
  }

  @Test
  void shouldFailTheRunOfAKilledWorkerAndGoOn() throws Exception {
    List<RunSettings> runs = sweep(2, 3);
    List<RunOutcome> crashes = new ArrayList<>();
    try (var sweep = new SweepRunner(settings, 1)) {
      var killer =
          new Watcher() {
            @Override
            public void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
              if (run.run().equals("s-000") && epoch == 1) {
                ProcessHandle.of(sweep.pids().getFirst()).orElseThrow().destroyForcibly();
              }
            }

            @Override
            public void crashed(RunSettings run, RunOutcome outcome) {
              crashes.add(outcome);
            }
          };

      Map<String, RunOutcome> outcomes = sweep.run(runs, killer);

      RunOutcome killed = outcomes.get("s-000");
      assertThat(killed.status()).isEqualTo(Status.FAILED);
      assertThat(killed.reason()).contains("exited with code 137");
      assertThat(killed.finalAccuracy()).isBetween(0.0, 1.0);
      assertThat(crashes).containsExactly(killed);
      assertThat(killer.ready).isEqualTo(2);
      assertThat(outcomes.get("s-001").status()).isEqualTo(Status.COMPLETED);
    }
  }

  @Test
  void shouldStopEverythingWithinSeconds() throws Exception {
    var sweep = new SweepRunner(settings, 2);
    var running = new CompletableFuture<Void>();
    var listener =
        new Watcher() {
          private final Set<String> runs = new HashSet<>();

          @Override
          public void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
            runs.add(run.run());
            if (runs.size() == 2) {
              running.complete(null);
            }
          }
        };
    CompletableFuture<Void> result =
        CompletableFuture.runAsync(
            () -> {
              try {
                sweep.run(sweep(2, 1_000), listener);
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    running.get(60, TimeUnit.SECONDS);
    List<ProcessHandle> workers =
        sweep.pids().stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();

    long start = System.nanoTime();
    sweep.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(workers).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void shouldGiveWorkersRoomForTheLargestNetwork() {
    assertThat(SweepRunner.heapMegabytes(sweep(1, 1))).isBetween(768, 778);
    var resnet50 = new RunSettings("r", "", "resnet50", 0.1, 0, 0, 8, 1, 0, 1);

    assertThat(SweepRunner.heapMegabytes(List.of(sweep(1, 1).getFirst(), resnet50)))
        .isBetween(768 + 6 * 89, 768 + 6 * 91);
  }

  @Test
  void shouldEndWithItsInput() throws Exception {
    try (var worker = WorkerProcess.start(settings, 256)) {
      assertThat(worker.next()).isInstanceOf(WorkerEvent.Ready.class);
      worker.send(sweep(1, 1_000).getFirst());
      assertThat(worker.next()).isInstanceOf(WorkerEvent.Epoch.class);
      ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();

      worker.stop();

      process.onExit().get(3, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldSayWhyNoWorkerCanWork() throws Exception {
    Files.write(data.resolve("train-images-idx3-ubyte.gz"), new byte[10]);
    try (var sweep = new SweepRunner(settings, 2)) {
      assertThatThrownBy(() -> sweep.run(sweep(2, 1), new Watcher()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("GZIP");
    }
    try (var sweep = new SweepRunner(new WorkerSettings(dataset(), "no.Such", Map.of()), 1)) {
      GeneratedImages.writeFashionMnist(data, GeneratedImages.dataset(20, 10, 28));
      assertThatThrownBy(() -> sweep.run(sweep(1, 1), new Watcher()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("listeners 'no.Such' must be a public");
    }
  }

  private DatasetSettings dataset() {
    return DatasetSettings.of("fashion-mnist", data, 300, 1);
  }

  private static List<RunSettings> sweep(int runs, int epochs) {
    return new SweepSettings("s", "lenet5", runs, HyperparameterGrid.spread(), epochs, 0, 16, 0, 1)
        .list();
  }

  private static class Watcher implements SweepListener {
    int ready;
    final List<Integer> epochs = Collections.synchronizedList(new ArrayList<>());
    final List<String> ended = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void ready(int worker, int trainingImages, int validationImages) {
      ready++;
    }

    @Override
    public void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
      epochs.add(epoch);
    }

    @Override
    public void ended(RunSettings run, RunOutcome outcome) {
      ended.add(run.run());
    }
  }
}
