package io.epochgraph.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.publish.files.RunDirectory;
import io.epochgraph.trainer.HyperparameterGrid;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class RecordedSweepIT {

  @TempDir private Path images;
  @TempDir private Path place;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void writeImages() throws IOException {
    var random = new SplittableRandom(1);
    for (String name : List.of("dark", "light")) {
      Path folder = Files.createDirectories(images.resolve(name));
      for (int i = 0; i < 20; i++) {
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
          int grey = random.nextInt(128) + (name.equals("light") ? 128 : 0);
          image.setRGB(pixel % 32, pixel / 32, grey << 16 | grey << 8 | grey);
        }
        ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
      }
    }
  }

  @Test
  void shouldGoOnWhereItStoppedAndRefuseAnotherSweep() throws Exception {
    Path directory = place.resolve("sweep");
    sweep(directory, 1, 2);
    byte[] first = Files.readAllBytes(directory.resolve("s-000/epoch-01.safetensors"));
    Files.createDirectories(directory.resolve("s-001.partial"));

    sweep(directory, 2, 2);

    assertThat(said)
        .anyMatch(
            line ->
                line.endsWith(
                    "2 runs of lenet5 on " + images.getFileName() + ", 1 recorded already"));
    assertThat(said.getLast()).startsWith("Recorded 1 runs in");
    assertThat(directory.resolve("s-000/epoch-01.safetensors")).hasBinaryContent(first);
    assertThat(RunDirectory.read(directory.resolve("s-001")).checkpoints()).hasSize(2);
    assertThat(directory.resolve("s-001.partial")).doesNotExist();
    assertThatThrownBy(() -> sweep(directory, 2, 3))
        .hasMessage(
            directory
                + ": another sweep is recorded there (epochs was 2 and is now 3): want the same"
                + " settings, or another directory");
  }

  private void sweep(Path directory, int runs, int epochs) throws Exception {
    DatasetSettings dataset = new DatasetSettings("image-folders", images, 0, 1, 32, false, 0);
    var settings =
        new SweepSettings("s", "lenet5", runs, HyperparameterGrid.spread(), epochs, 0, 8, 0, 1);
    try (var sweep = new RecordedSweep(directory, dataset, settings, 1, 1)) {
      sweep.run(said::add);
    }
  }
}
