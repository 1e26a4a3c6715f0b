package io.epochgraph.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.networks.FeatureShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbeImageTest {

  @TempDir private Path directory;

  @Test
  void shouldAverageEnlargeAndNormaliseEachChannel() throws IOException {
    var image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0x0a0000, 0x1e00ff, 0x00ff33, 0x00ff33};
    for (int x = 0; x < colours.length; x++) {
      image.setRGB(x, 0, colours[x]);
    }
    var probe = new ProbeImage(png(image), List.of(0.0, 0.5, -1.0), List.of(1.0, 0.5, 2.0));
    var shape = new FeatureShape(3, 2, 2);

    assertThat(probe.values(shape, shape))
        .containsExactly(
            new float[] {
              20 / 255f,
              0,
              20 / 255f,
              0,
              -1,
              1,
              -1,
              1,
              (128 / 255f + 1) / 2,
              0.6f,
              (128 / 255f + 1) / 2,
              0.6f
            },
            within(1e-6f));
  }

  @Test
  void shouldCentreSmallImagesOnZeroPixelsAsInTraining() throws IOException {
    var image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {51, 102, 153, 204});
    var probe = new ProbeImage(png(image), List.of(0.2), List.of(0.1));

    assertThat(probe.values(new FeatureShape(1, 4, 5), new FeatureShape(1, 2, 2)))
        .containsExactly(
            new float[] {
              -2, -2, -2, -2, -2, //
              -2, 0, 2, -2, -2, //
              -2, 4, 6, -2, -2, //
              -2, -2, -2, -2, -2
            },
            within(1e-5f));
  }

  private Path png(BufferedImage image) throws IOException {
    Path file = directory.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
