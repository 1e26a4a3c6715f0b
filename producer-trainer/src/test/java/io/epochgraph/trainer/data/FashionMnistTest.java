package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @TempDir Path directory;
  private final ImageDataset images = GeneratedImages.dataset(30, 20, 28);

  @BeforeEach
  void writeFiles() throws IOException {
    GeneratedImages.writeFashionMnist(directory, images);
  }

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    ImageDataset read = FashionMnist.read(directory);

    assertThat(read.training().pixels()).isEqualTo(images.training().pixels());
    assertThat(read.validation().labels()).isEqualTo(images.validation().labels());
    assertThat(List.of(read.channels(), read.height(), read.width())).containsExactly(1, 28, 28);
    assertThat(read.classes()).hasSize(10).startsWith("T-shirt/top").endsWith("Ankle boot");
  }

  @Test
  void shouldReadPlainFilesToo() throws IOException {
    Path packed = directory.resolve("t10k-images-idx3-ubyte.gz");
    Files.delete(packed);
    Path plain = directory.resolve("t10k-images-idx3-ubyte");
    GeneratedImages.write(plain, GeneratedImages.idx(images.validation().pixels(), 20, 28, 28));

    assertThat(FashionMnist.read(directory).validation().pixels())
        .isEqualTo(images.validation().pixels());
  }

  @Test
  void shouldRefuseAnotherNumberOfLabels() throws IOException {
    GeneratedImages.write(
        directory.resolve("train-labels-idx1-ubyte.gz"), GeneratedImages.idx(new byte[29], 29));

    assertThatThrownBy(() -> FashionMnist.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("30 images but 29 labels");
  }

  @Test
  void shouldRefuseFilesCutShort() throws IOException {
    byte[] whole = GeneratedImages.idx(images.training().pixels(), 30, 28, 28);
    Path file = directory.resolve("train-images-idx3-ubyte.gz");
    GeneratedImages.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> FashionMnist.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cut short");
  }

  @Test
  void shouldRefuseAnotherFormat() throws IOException {
    GeneratedImages.write(directory.resolve("train-images-idx3-ubyte.gz"), new byte[100]);

    assertThatThrownBy(() -> FashionMnist.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0x00000000, not 0x00000803");
  }

  @Test
  void shouldRefuseImpossibleDimensions() throws IOException {
    GeneratedImages.write(
        directory.resolve("train-images-idx3-ubyte.gz"),
        GeneratedImages.idx(new byte[0], 1 << 20, 1 << 20, 28));

    assertThatThrownBy(() -> FashionMnist.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("impossible dimensions [1048576, 1048576, 28]");
  }
}
