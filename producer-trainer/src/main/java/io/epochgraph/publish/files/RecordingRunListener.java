package io.epochgraph.publish.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.math.DType;
import io.epochgraph.networks.files.SafetensorsOutput;
import io.epochgraph.networks.files.TensorBytes;
import io.epochgraph.publish.RunDescriptors;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunStart;
import io.epochgraph.trainer.network.LayerWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Records one run in files as {@link RunDirectory} reads them. The directory takes its name when
 * the run has ended: a run that failed or was killed leaves a {@code .partial} one, which the next
 * attempt at it replaces.
 */
final class RecordingRunListener implements RunListener {

  private static final String PARTIAL = ".partial";

  private final Path directory;
  private final Path partial;
  private final int lastCheckpoint;
  private final InstantSource clock;
  private final StringBuilder curve = new StringBuilder(MetricsCsv.LONG_HEADER).append('\n');
  private RunStart run;
  private Instant startedAt;

  /**
   * @param directory the run's, not there yet
   * @param lastCheckpoint weights after later epochs are not kept
   */
  RecordingRunListener(Path directory, int lastCheckpoint, InstantSource clock) {
    this.directory = directory;
    this.partial = directory.resolveSibling(directory.getFileName() + PARTIAL);
    this.lastCheckpoint = lastCheckpoint;
    this.clock = clock;
  }

  @Override
  public void started(RunStart start) {
    run = start;
    startedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    attempt(
        () -> {
          delete(partial);
          Files.createDirectories(partial);
        });
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics) {
    curve.append(MetricsCsv.line(epoch, RunDescriptors.of(metrics))).append('\n');
    if (epoch <= lastCheckpoint) {
      attempt(
          () ->
              SafetensorsOutput.write(
                  partial.resolve("epoch-%02d.safetensors".formatted(epoch)), tensors(layers)));
    }
  }

  @Override
  public void ended(RunOutcome outcome) {
    if (run == null || outcome.status() == RunOutcome.Status.FAILED) {
      return;
    }
    attempt(
        () -> {
          Files.writeString(partial.resolve("metrics.csv"), curve);
          Files.write(
              partial.resolve("run.json"),
              json(outcome).toPrettyString().getBytes(StandardCharsets.UTF_8));
          Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  private static List<TensorBytes> tensors(List<LayerWeights> layers) {
    return layers.stream()
        .filter(layer -> layer.layer().kind().hasWeights())
        .map(
            layer ->
                new TensorBytes(
                    layer.layer().name() + ".weight",
                    DType.F32,
                    Arrays.stream(layer.layer().weightShape()).boxed().toList(),
                    ByteBuffer.wrap(layer.bytes())))
        .toList();
  }

  private ObjectNode json(RunOutcome outcome) {
    RunDescriptor descriptor = RunDescriptors.of(run);
    Hyperparameters set = descriptor.getHyperparameters();
    ObjectNode json =
        new JsonMapper()
            .createObjectNode()
            .put("run", run.settings().run())
            .put("network", descriptor.getNetwork())
            .put("dataset", descriptor.getDataset())
            .put("sweep", descriptor.getSweep())
            .put("learning_rate", set.getLearningRate())
            .put("dropout", set.getDropout())
            .put("batch_size", set.getBatchSize())
            .put("optimizer", set.getOptimizer())
            .put("planned_epochs", run.settings().epochs())
            .put("epochs", outcome.epochs())
            .put("best_val_accuracy", outcome.bestAccuracy())
            .put("final_val_accuracy", outcome.finalAccuracy())
            .put("started_at", startedAt.toString());
    new TreeMap<>(set.getOthers()).forEach(json::put);
    return json;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static void attempt(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void write() throws IOException;
  }
}
