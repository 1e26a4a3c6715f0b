package io.epochgraph.publish.files;

import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run in a directory of files:
 *
 * <ul>
 *   <li>{@code run.json}: run, network, dataset, learning_rate, batch_size, planned_epochs, epochs,
 *       best_val_accuracy, final_val_accuracy; where they apply sweep, dropout, optimizer and
 *       started_at; anything else becomes one of the other hyperparameters
 *   <li>{@code metrics.csv}: epoch, train_loss, val_accuracy of each epoch, from 0 or 1 to the
 *       last; behind them val_loss, learning_rate and seconds, if at all
 *   <li>{@code epoch-00.safetensors} or {@code epoch-00.onnx} and so on: the weights after any of
 *       these epochs
 *   <li>{@code network.json}, where the files are safetensors and run.json's network is not a known
 *       one: a layer list as {@link io.epochgraph.networks.files.NetworkFile} describes it
 * </ul>
 *
 * <p>Files do not say when an epoch was finished, and publishing twice must give the same records.
 * So the epochs are one second apart, epoch 0 at {@code started_at}; without that, the last
 * checkpoint is as old as its file.
 */
public final class RunDirectory {

  private static final Pattern CHECKPOINT =
      Pattern.compile("epoch-(\\d{1,9})\\.(safetensors|onnx)");

  /** How far run.json and the rounded metrics.csv may differ. */
  private static final double ROUNDING = 1e-3;

  private RunDirectory() {}

  /**
   * Reads a run, but not its weights.
   *
   * @throws IllegalArgumentException if a file is wrong or two do not agree; the message names the
   *     file, the value and what would be right
   * @throws IOException if a file is missing or cannot be read
   */
  public static RecordedRun read(Path directory) throws IOException {
    Path json = directory.resolve("run.json");
    RunJson run = RunJson.read(json);
    NavigableMap<Integer, Metrics> curve = MetricsCsv.read(directory.resolve("metrics.csv"));
    check(
        run.epochs() == curve.lastKey(),
        json,
        "epochs is " + run.epochs(),
        "%d, the last in metrics.csv".formatted(curve.lastKey()));
    check(
        run.epochs() <= run.plannedEpochs(),
        json,
        "planned_epochs is " + run.plannedEpochs(),
        "no less than epochs, %d".formatted(run.epochs()));
    checkAccuracies(json, run, curve);
    NavigableMap<Integer, Path> checkpoints = checkpoints(directory, curve);
    Instant start = run.startedAt().orElse(null);
    if (start == null) {
      Map.Entry<Integer, Path> last = checkpoints.lastEntry();
      start =
          Files.getLastModifiedTime(last.getValue())
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS)
              .minusSeconds(last.getKey());
    }
    Instant startedAt = start;
    List<RecordedEpoch> epochs =
        curve.entrySet().stream()
            .map(
                entry ->
                    new RecordedEpoch(
                        entry.getKey(),
                        entry.getValue(),
                        startedAt.plusSeconds(entry.getKey()),
                        Optional.ofNullable(checkpoints.get(entry.getKey()))))
            .toList();
    return new RecordedRun(
        run.run(), run.descriptor(), run.plannedEpochs(), startedAt, epochs, end(run, startedAt));
  }

  private static RunEnd end(RunJson run, Instant startedAt) {
    return RunEnd.outcome(
        run.epochs() < run.plannedEpochs() ? RunStatus.EARLY_STOPPED : RunStatus.COMPLETED,
        run.bestAccuracy(),
        run.finalAccuracy(),
        run.epochs(),
        startedAt.plusSeconds(run.epochs()));
  }

  private static void checkAccuracies(
      Path json, RunJson run, NavigableMap<Integer, Metrics> curve) {
    Double last = curve.lastEntry().getValue().getValidationAccuracy();
    check(
        last == null || Math.abs(last - run.finalAccuracy()) <= ROUNDING,
        json,
        "final_val_accuracy is " + run.finalAccuracy(),
        "%s, the last in metrics.csv".formatted(last));
    curve.tailMap(1, true).values().stream()
        .map(Metrics::getValidationAccuracy)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .ifPresent(
            best ->
                check(
                    Math.abs(best - run.bestAccuracy()) <= ROUNDING,
                    json,
                    "best_val_accuracy is " + run.bestAccuracy(),
                    "%s, the best in metrics.csv from epoch 1 on".formatted(best)));
  }

  private static NavigableMap<Integer, Path> checkpoints(
      Path directory, NavigableMap<Integer, Metrics> curve) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    var checkpoints = new TreeMap<Integer, Path>();
    for (Path file : files) {
      Matcher name = CHECKPOINT.matcher(file.getFileName().toString());
      if (name.matches()) {
        int epoch = Integer.parseInt(name.group(1));
        check(
            curve.containsKey(epoch),
            file,
            "epoch " + epoch,
            "one that metrics.csv has, %d to %d".formatted(curve.firstKey(), curve.lastKey()));
        Path other = checkpoints.put(epoch, file);
        check(other == null, file, "epoch " + epoch, "one file an epoch, and there is " + other);
      }
    }
    check(
        !checkpoints.isEmpty(),
        directory,
        "no checkpoint",
        "epoch-00.safetensors or epoch-00.onnx and so on");
    return checkpoints;
  }

  private static void check(boolean right, Path file, String found, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("%s: %s: want %s".formatted(file, found, wanted));
    }
  }
}
