package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDirectoryTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    RecordedFiles.write(directory);
  }

  @Test
  void shouldReadARun() throws IOException {
    RecordedRun run = RunDirectory.read(directory);

    Instant start = Instant.parse("2026-02-03T04:05:03Z");
    assertThat(run.run()).isEqualTo("lenet5-cifar10-000");
    assertThat(run.plannedEpochs()).isEqualTo(30);
    assertThat(run.descriptor())
        .isEqualTo(
            new RunDescriptor(
                "lenet5",
                "cifar10",
                null,
                new Hyperparameters(
                    0.015,
                    0.9,
                    32,
                    "sgd",
                    Map.of(
                        "trainingImages", "10000", "validationImages", "2000", "patience", "10"))));
    assertThat(run.startedAt()).isEqualTo(start);
    assertThat(run.epochs()).extracting(RecordedEpoch::epoch).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(run.checkpoints()).extracting(RecordedEpoch::epoch).containsExactly(0, 1, 3);
    assertThat(run.epochs().getFirst().metrics())
        .isEqualTo(new Metrics(null, null, 0.4825, null, null));
    assertThat(run.epochs().get(4).metrics().getTrainLoss()).isNaN();
    assertThat(run.epochs().get(3).trainedAt()).isEqualTo(start.plusSeconds(3));
    assertThat(run.end())
        .isEqualTo(
            RunEnd.outcome(
                RunStatus.EARLY_STOPPED,
                0.2029999941587448,
                0.19550000131130219,
                5,
                start.plusSeconds(5)));
  }

  @Test
  void shouldBeginWhenTheRunSays() throws IOException {
    edit("run.json", "\"epochs\"", "\"started_at\": \"2026-03-01T12:00:00Z\", \"epochs\"");
    assertThat(RunDirectory.read(directory).startedAt())
        .isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
  }

  @Test
  void shouldCompleteARunThatTrainedAllItsEpochs() throws IOException {
    edit("run.json", "\"planned_epochs\": 30", "\"planned_epochs\": 5");
    assertThat(RunDirectory.read(directory).end().status()).isEqualTo(RunStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "run": "lenet5-cifar10-000" | "run": "a/b"             | run is "\\"a/b\\"": want 1 to 200 of
          "network": "lenet5"         | "network": 5             | network is "5": want a text
          "learning_rate": 0.015      | "learning_rate": "fast"  | learning_rate is "\\"fast\\"": want a number
          "batch_size": 32            | "batch_size": 0          | batch_size is "0": want a whole number of 1 or more
          "batch_size": 32            | "batch_size": 1e99       | batch_size is "1.0E99": want a whole number
          "epochs": 5                 | "epochs": 6              | epochs is 6: want 5, the last in metrics.csv
          "planned_epochs": 30        | "planned_epochs": 4      | planned_epochs is 4: want no less than epochs, 5
          "planned_epochs": 30,       |                          | planned_epochs is missing: want a whole number
          0.2029999941587448          | 0.3                      | best_val_accuracy is 0.3: want 0.203, the best in metrics.csv from epoch 1 on
          0.19550000131130219         | 19.55                    | final_val_accuracy is "19.55": want a fraction
          0.19550000131130219         | 0.2                      | final_val_accuracy is 0.2: want 0.1955, the last in metrics.csv
          "patience": 10              | "started_at": "today"    | started_at is "\\"today\\"": want a time in UTC
          "patience": 10              | "run": "again"           | no JSON: Duplicate field 'run'
          {                           | [                        | no JSON
          """)
  void shouldNameTheFileAndTheKeyThatIsWrong(String right, String wrong, String message)
      throws IOException {
    edit("run.json", right, wrong == null ? "" : wrong);
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(directory.resolve("run.json") + ": ")
        .hasMessageContaining(message.replace("\\\"", "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          epoch,train_loss | epoch,loss       | :1: "epoch,loss,val_accuracy": want epoch,train_loss,val_accuracy or epoch,train_loss,val_accuracy,val_loss,learning_rate,seconds
          2,2.30228        | 3,2.30228        | :4: "3": want epoch 2
          2,2.30228        | x,2.30228        | :4: "x": want epoch 2
          0,,0.4825        | 2,,0.4825        | :2: "2": want epoch 0 or 1
          2.30228,0.1390   | 2.30228,1.390    | :4: "1.390": want val_accuracy, a fraction in [0, 1]
          2.30228,0.1390   | 2.30228,nan      | :4: "nan": want val_accuracy, a fraction in [0, 1]
          2.30228,0.1390   | 0x10,0.1390      | :4: "0x10": want a number
          2.30228,0.1390   | 2.30228          | :4: "2,2.30228": want 3 fields
          """)
  void shouldNameTheFileAndTheLineThatIsWrong(String right, String wrong, String message)
      throws IOException {
    edit("metrics.csv", right, wrong);
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(directory.resolve("metrics.csv") + message);
  }

  @Test
  void shouldRefuseACurveWithoutEpochs() throws IOException {
    Files.writeString(directory.resolve("metrics.csv"), MetricsCsv.HEADER + "\n");
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metrics.csv:2: ");
  }

  @Test
  void shouldRefuseACheckpointThatTheCurveDoesNotReach() throws IOException {
    Path late = directory.resolve("epoch-06.safetensors");
    Files.copy(RecordedFiles.checkpoint(directory, 0), late);
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(late + ": epoch 6: want one that metrics.csv has, 0 to 5");
  }

  @Test
  void shouldRefuseTwoCheckpointsOfOneEpoch() throws IOException {
    Files.copy(RecordedFiles.checkpoint(directory, 0), directory.resolve("epoch-001.safetensors"));
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epoch 1: want one file an epoch, and there is");
  }

  @Test
  void shouldRefuseARunWithoutCheckpoints() throws IOException {
    for (int epoch : new int[] {0, 1, 3}) {
      Files.delete(RecordedFiles.checkpoint(directory, epoch));
    }
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            directory + ": no checkpoint: want epoch-00.safetensors or epoch-00.onnx and so on");
  }

  @Test
  void shouldSayWhichFileIsMissing() throws IOException {
    Files.delete(directory.resolve("metrics.csv"));
    assertThatThrownBy(() -> RunDirectory.read(directory))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("metrics.csv");
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(directory.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(directory.resolve(file), text.replace(from, to));
  }
}
