package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORD = 1 + 3 * 32 * 32;
  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    directory = Files.createDirectory(parent.resolve("cifar-10-batches-bin"));
    for (int i = 1; i <= 5; i++) {
      Files.write(directory.resolve("data_batch_" + i + ".bin"), records(2, 2 * i - 2));
    }
    Files.write(directory.resolve("test_batch.bin"), records(3, 0));
  }

  @Test
  void shouldReadAllBatchesInOrder() throws IOException {
    ImageDataset read = Cifar10.read(directory);

    assertThat(read.training().labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(read.validation().labels()).containsExactly(0, 1, 2);
    assertThat(read.channels()).isEqualTo(3);
    byte[] fourth = Arrays.copyOfRange(read.training().pixels(), 3 * 3072, 4 * 3072);
    assertThat(fourth).containsOnly(13);
    assertThat(read.classes()).startsWith("airplane").endsWith("truck").hasSize(10);
  }

  @Test
  void shouldFindTheFolderOrBeGivenIt() throws IOException {
    assertThat(Cifar10.locate(parent)).isEqualTo(directory);
    assertThat(Cifar10.locate(directory)).isEqualTo(directory);
  }

  @Test
  void shouldSayWhereToGetIt() {
    assertThatThrownBy(() -> Cifar10.locate(parent.resolve("absent")))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("binary version")
        .hasMessageContaining("--data DIR");
  }

  @Test
  void shouldRefuseAFileCutShort() throws IOException {
    Path file = directory.resolve("data_batch_3.bin");
    Files.write(file, new byte[RECORD + 7]);

    assertThatThrownBy(() -> Cifar10.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("3080 bytes, must be a multiple of 3073");
  }

  /** Images of one value each, label + 10. */
  private static byte[] records(int count, int firstLabel) {
    byte[] bytes = new byte[count * RECORD];
    for (int i = 0; i < count; i++) {
      int label = firstLabel + i;
      Arrays.fill(bytes, i * RECORD, (i + 1) * RECORD, (byte) (label + 10));
      bytes[i * RECORD] = (byte) label;
    }
    return bytes;
  }
}
