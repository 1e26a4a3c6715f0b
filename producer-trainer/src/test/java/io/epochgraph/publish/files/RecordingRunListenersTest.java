package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.RunStatus;
import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.networks.files.NetworkFileOptions;
import io.epochgraph.publish.RunDescriptors;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.TrainingRun;
import io.epochgraph.trainer.data.GeneratedImages;
import io.epochgraph.trainer.data.ImageDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingRunListenersTest {

  private static final ImageDataset IMAGES = GeneratedImages.dataset(96, 40, 32);

  @TempDir private Path directory;

  @Test
  void shouldRecordWhatRunDirectoryReads() throws Exception {
    var kept = new FirstEpoch();

    RunOutcome outcome = train("r-1", 1e-3, 2, 1, kept);

    RecordedRun read = RunDirectory.read(directory.resolve("r-1"));
    assertThat(read.run()).isEqualTo("r-1");
    assertThat(read.descriptor()).isEqualTo(RunDescriptors.of(kept.start));
    assertThat(read.end().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(read.end().finalValidationAccuracy()).hasValue(outcome.finalAccuracy());
    assertThat(read.epochs())
        .extracting(RecordedEpoch::metrics)
        .containsExactlyElementsOf(kept.metrics.stream().map(RunDescriptors::of).toList());
    assertThat(read.checkpoints()).extracting(RecordedEpoch::epoch).containsExactly(0, 1);
    try (var file =
        NetworkFile.open(
            read.checkpoints().getLast().checkpoint().orElseThrow(),
            NetworkFileOptions.NONE.withNetwork("lenet5"))) {
      float[] weights = new float[kept.atEpoch1.get("conv2").remaining()];
      kept.atEpoch1.get("conv2").get(weights);
      assertThat(file.values("conv2.weight")).containsExactly(weights);
    }
  }

  @Test
  void shouldRecordARunThatDiverged() throws Exception {
    train("wild", 1e30, 2, 2, new FirstEpoch());

    RecordedRun read = RunDirectory.read(directory.resolve("wild"));
    assertThat(read.epochs().getLast().metrics().getTrainLoss()).isNaN();
    assertThat(read.end().status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void shouldLeaveNoRunThatFailedAndReplaceWhatItLeft() throws Exception {
    Path partial = Files.createDirectories(directory.resolve("r-1.partial"));
    Files.writeString(partial.resolve("epoch-09.safetensors"), "from a run that was killed");
    try (var listeners = listeners(5)) {
      var run = new TrainingRun(IMAGES, settings("r-1", 1e-3, 2));
      run.cancel();
      assertThat(run.train(listeners.attach(settings("r-1", 1e-3, 2))).status())
          .isEqualTo(RunOutcome.Status.FAILED);
    }
    assertThat(directory.resolve("r-1")).doesNotExist();

    train("r-1", 1e-3, 1, 5, new FirstEpoch());

    assertThat(partial).doesNotExist();
    assertThat(directory.resolve("r-1")).isDirectoryNotContaining("glob:**epoch-09*");
  }

  private RunOutcome train(
      String run, double learningRate, int epochs, int checkpoints, FirstEpoch kept) {
    RunSettings settings = settings(run, learningRate, epochs);
    try (var listeners = listeners(checkpoints)) {
      return new TrainingRun(IMAGES, settings).train(listeners.attach(settings).and(kept));
    }
  }

  private RecordingRunListeners listeners(int checkpoints) {
    return new RecordingRunListeners(
        Map.of(
            RecordingRunListeners.DIRECTORY,
            directory.toString(),
            RecordingRunListeners.LAST_CHECKPOINT,
            Integer.toString(checkpoints)));
  }

  private static RunSettings settings(String run, double learningRate, int epochs) {
    return new RunSettings(run, "s", "lenet5", learningRate, 0, 0.1, 32, epochs, 0, 3);
  }
}
