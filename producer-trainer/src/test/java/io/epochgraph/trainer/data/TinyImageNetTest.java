package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyImageNetTest {
  private static final int CLASSES = 6;
  @TempDir Path parent;
  private Path root;

  /** Class i is of one grey level, 40 · i; three images to train on and two to validate on. */
  @BeforeEach
  void writeFiles() throws IOException {
    root = parent.resolve("tiny-imagenet-200");
    List<String> annotations = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      Path train = root.resolve("train").resolve(id(label));
      for (int i = 0; i < 3; i++) {
        image(train.resolve("images/%s_%d.JPEG".formatted(id(label), i)), 40 * label);
      }
      Files.writeString(train.resolve(id(label) + "_boxes.txt"), "not read");
      for (int i = 0; i < 2; i++) {
        String name = "val_%d.JPEG".formatted(2 * label + i);
        image(root.resolve("val/images").resolve(name), 40 * label);
        annotations.add("%s\t%s\t0\t0\t63\t63".formatted(name, id(label)));
      }
    }
    Files.write(root.resolve("val/val_annotations.txt"), annotations);
    Files.write(root.resolve("wnids.txt"), IntStream.range(0, CLASSES).mapToObj(this::id).toList());
    Files.write(
        root.resolve("words.txt"),
        List.of(id(0) + "\tblack, ebony", "n99999999\tnothing", id(1) + "\tdark grey"));
  }

  @Test
  void shouldReadAllClassesReducedToThirtyTwoPixels() throws IOException {
    ImageDataset read = Datasets.load(settings(0, 0, 1));

    assertThat(read.name()).isEqualTo("tiny-imagenet");
    assertThat(read.classes())
        .containsExactly("black, ebony", "dark grey", id(2), id(3), id(4), id(5));
    assertThat(List.of(read.channels(), read.height(), read.width())).containsExactly(3, 32, 32);
    assertThat(read.training().size()).isEqualTo(3 * CLASSES);
    assertThat(read.validation().size()).isEqualTo(2 * CLASSES);
    assertLevels(read.training(), List.of(0, 40, 80, 120, 160, 200));
    assertLevels(read.validation(), List.of(0, 40, 80, 120, 160, 200));
  }

  @Test
  void shouldDrawClassesBySeed() throws IOException {
    List<List<String>> drawn = new ArrayList<>();
    for (long seed = 0; seed < 5; seed++) {
      ImageDataset read = Datasets.load(settings(0, 3, seed));
      drawn.add(read.classes());
      assertThat(read.classes()).hasSize(3);
      assertThat(read.training().size()).isEqualTo(9);
      assertThat(read.validation().size()).isEqualTo(6);
      assertThat(Datasets.load(settings(0, 3, seed)).training().pixels())
          .isEqualTo(read.training().pixels());
    }
    assertThat(drawn.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void shouldKeepImagesAndLabelsTogetherWhateverIsDrawn() throws IOException {
    Files.writeString(root.resolve("words.txt"), "");
    for (long seed = 0; seed < 5; seed++) {
      ImageDataset read = Datasets.load(settings(5, 4, seed));
      List<Integer> levels =
          read.classes().stream().map(id -> 40 * Integer.parseInt(id.substring(1))).toList();

      assertThat(read.training().size()).isEqualTo(5);
      assertLevels(read.training(), levels);
      assertLevels(read.validation(), levels);
    }
  }

  @Test
  void shouldKnowItsDirectory() {
    assertThat(Datasets.at(root)).isEqualTo("tiny-imagenet");
    assertThat(Datasets.at(parent)).isEqualTo("image-folders");
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    assertThatThrownBy(
            () -> Datasets.locate(DatasetSettings.of("tiny-imagenet", root.resolve("val"), 0, 1)))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("val, which has no wnids.txt");
    assertThatThrownBy(() -> Datasets.load(settings(0, 7, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lists 6 classes, 6 of them different; must be at least 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetSettings.of("cifar10", root, 0, 1).withClasses(5))
        .withMessageContaining("classes = 5 of cifar10");

    Files.delete(root.resolve("val/images/val_3.JPEG"));
    assertThatThrownBy(() -> Datasets.load(settings(0, 0, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("val_3.JPEG: no such file");
    Files.writeString(root.resolve("val/val_annotations.txt"), "val_0.JPEG n0");
    assertThatThrownBy(() -> Datasets.load(settings(0, 0, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 'val_0.JPEG n0', must be a file, its class and a box");
  }

  /** Wants the dataset's directory in the environment variable {@code TINY_IMAGENET}. */
  @Test
  void shouldReadTheRealDataset() throws IOException {
    String place = System.getenv("TINY_IMAGENET");
    assumeThat(place).as("TINY_IMAGENET, the directory of the dataset").isNotNull();

    ImageDataset read = Datasets.load(DatasetSettings.of("tiny-imagenet", Path.of(place), 5000, 1));

    assertThat(read.classes()).hasSize(100).doesNotHaveDuplicates();
    assertThat(read.training().size()).isEqualTo(5000);
    assertThat(read.validation().size()).isEqualTo(1000);
    assertThat(Arrays.stream(read.training().labels()).distinct().count()).isEqualTo(100);
    Normalization normalization = Normalization.of(read);
    float mean = 0;
    for (byte pixel : read.validation().pixels()) {
      mean += normalization.apply(1, pixel) / read.validation().pixels().length;
    }
    assertThat(mean).isCloseTo(0, within(0.2f));
  }

  private static void assertLevels(Split split, List<Integer> levels) {
    for (int image = 0; image < split.size(); image++) {
      int level = levels.get(split.labels()[image]);
      for (int i = 0; i < split.imageSize(); i++) {
        int pixel = split.pixels()[image * split.imageSize() + i] & 0xff;
        assertThat(pixel).isBetween(level - 2, level + 2);
      }
    }
  }

  private String id(int label) {
    return "n%08d".formatted(label);
  }

  private DatasetSettings settings(int images, int classes, long seed) {
    return DatasetSettings.of("tiny-imagenet", parent, images, seed).withClasses(classes);
  }

  private static void image(Path file, int level) throws IOException {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, level * 0x010101);
    }
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, "jpg", file.toFile())).isTrue();
  }
}
