package io.epochgraph.publish.files;

import io.epochgraph.networks.files.ElementType;
import io.epochgraph.networks.files.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A run's directory as a recorder leaves it: LeNet-5, five epochs, checkpoints 0, 1 and 3. */
final class RecordedFiles {

  static final Instant LAST_CHECKPOINT = Instant.parse("2026-02-03T04:05:06.789Z");

  static final String RUN_JSON =
      """
      {
       "run": "lenet5-cifar10-000",
       "network": "lenet5",
       "dataset": "cifar10",
       "learning_rate": 0.015,
       "dropout": 0.9,
       "batch_size": 32,
       "optimizer": "sgd",
       "training_images": 10000,
       "validation_images": 2000,
       "planned_epochs": 30,
       "patience": 10,
       "epochs": 5,
       "best_val_accuracy": 0.2029999941587448,
       "final_val_accuracy": 0.19550000131130219
      }
      """;

  static final String METRICS_CSV =
      """
      epoch,train_loss,val_accuracy
      0,,0.4825
      1,2.30719,0.1675
      2,2.30228,0.1390
      3,2.29487,0.2030
      4,nan,0.1670
      5,2.26214,0.1955
      """;

  private RecordedFiles() {}

  static Path write(Path directory) throws IOException {
    Files.writeString(directory.resolve("run.json"), RUN_JSON);
    Files.writeString(directory.resolve("metrics.csv"), METRICS_CSV);
    for (int epoch : new int[] {0, 1, 3}) {
      SafetensorsWriter.lenet5(ElementType.F16, epoch).write(checkpoint(directory, epoch));
    }
    Files.setLastModifiedTime(checkpoint(directory, 3), FileTime.from(LAST_CHECKPOINT));
    return directory;
  }

  static Path checkpoint(Path directory, int epoch) {
    return directory.resolve("epoch-%02d.safetensors".formatted(epoch));
  }
}
