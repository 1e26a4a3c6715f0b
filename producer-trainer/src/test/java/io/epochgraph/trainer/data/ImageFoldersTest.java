package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFoldersTest {
  @TempDir Path root;

  @Test
  void shouldReadTrainAndValFolders() throws IOException {
    image("train/cat/a.png", 8, new Color(200, 100, 50));
    image("train/dog/deeper/b.png", 16, Color.BLUE);
    image("val/cat/c.png", 8, Color.WHITE);
    image("val/dog/d.png", 8, Color.BLACK);

    ImageDataset read = ImageFolders.read(settings(0, 4, false));

    assertThat(read.classes()).containsExactly("cat", "dog");
    assertThat(read.name()).isEqualTo(root.getFileName().toString());
    assertThat(read.training().size()).isEqualTo(2);
    int cat = read.training().labels()[0] == 0 ? 0 : 1;
    byte[] pixels = Arrays.copyOfRange(read.training().pixels(), cat * 48, cat * 48 + 48);
    assertThat(Arrays.copyOf(pixels, 16)).containsOnly((byte) 200);
    assertThat(Arrays.copyOfRange(pixels, 16, 32)).containsOnly(100);
    assertThat(Arrays.copyOfRange(pixels, 32, 48)).containsOnly(50);
  }

  @Test
  void shouldKeepAFifthForValidationBySeed() throws IOException {
    for (int i = 0; i < 10; i++) {
      image("cat/%d.png".formatted(i), 4, new Color(i, i, i));
      image("dog/%d.jpg".formatted(i), 4, Color.RED);
    }

    ImageDataset read = ImageFolders.read(settings(0, 4, true));
    ImageDataset again = ImageFolders.read(settings(0, 4, true));

    assertThat(read.training().size()).isEqualTo(16);
    assertThat(read.validation().size()).isEqualTo(4);
    assertThat(again.training().pixels()).isEqualTo(read.training().pixels());
    assertThat(ImageFolders.read(settings(5, 4, true)).training().size()).isEqualTo(5);
  }

  @Test
  void shouldAverageWhatFallsIntoOnePixelAndWeighColours() throws IOException {
    var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, Color.RED.getRGB());
    image.setRGB(1, 0, Color.GREEN.getRGB());
    byte[] colour = new byte[3];
    byte[] grey = new byte[1];

    new Scaling(1, false).write(image, colour, 0);
    new Scaling(1, true).write(image, grey, 0);

    assertThat(colour).containsExactly(64, 64, 0);
    assertThat(grey).containsExactly(56); // (0.299 + 0.587) * 255 / 4 = 56.48
  }

  @Test
  void shouldTakeGreyPixelsAsTheyAre() {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 90);
    image.getRaster().setSample(1, 0, 0, 110);
    byte[] colour = new byte[3];

    new Scaling(1, false).write(image, colour, 0);

    assertThat(colour).containsOnly(100);
  }

  @Test
  void shouldRefuseWhatIsNoImage() throws IOException {
    image("cat/a.png", 4, Color.RED);
    Path broken = Files.createDirectories(root.resolve("dog")).resolve("b.png");
    Files.writeString(broken, "no image");

    assertThatThrownBy(() -> ImageFolders.read(settings(0, 4, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(broken + ": is neither a PNG nor a JPEG image");
  }

  @Test
  void shouldWantTwoClasses() throws IOException {
    image("cat/a.png", 4, Color.RED);

    assertThatThrownBy(() -> ImageFolders.read(settings(0, 4, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("folders for 1 classes, must have at least 2");
  }

  @Test
  void shouldWantTheClassesOfTrainInVal() throws IOException {
    image("train/cat/a.png", 4, Color.RED);
    image("train/dog/a.png", 4, Color.RED);
    image("val/cat/a.png", 4, Color.RED);

    assertThatThrownBy(() -> ImageFolders.read(settings(0, 4, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("val: has no folder dog");
  }

  private DatasetSettings settings(int images, int side, boolean grey) {
    return new DatasetSettings("image-folders", root, images, 7, side, grey, 0);
  }

  private void image(String name, int side, Color colour) throws IOException {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, colour.getRGB());
    }
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, name.substring(name.length() - 3), file.toFile())).isTrue();
  }
}
