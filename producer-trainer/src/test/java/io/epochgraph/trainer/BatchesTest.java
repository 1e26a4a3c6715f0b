package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgraph.networks.FeatureShape;
import io.epochgraph.trainer.data.GeneratedImages;
import io.epochgraph.trainer.data.ImageDataset;
import io.epochgraph.trainer.data.Normalization;
import io.epochgraph.trainer.data.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void shouldCentreSmallerImagesOnBackground() {
    Split split = new Split(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {0, 1});
    var images = new ImageDataset("d", 1, 2, 2, List.of("a", "b"), split, split);
    Normalization norm = Normalization.of(images);
    float o = norm.apply(0, (byte) 0);

    float[] inputs =
        new Batches(images, new FeatureShape(1, 4, 4)).inputs(split, new int[] {0, 1}, 1, 2);

    assertThat(inputs)
        .containsExactly(
            o,
            o,
            o,
            o, //
            o,
            norm.apply(0, (byte) 5),
            norm.apply(0, (byte) 6),
            o, //
            o,
            norm.apply(0, (byte) 7),
            norm.apply(0, (byte) 8),
            o, //
            o,
            o,
            o,
            o);
  }

  @Test
  void shouldFollowTheOrderGiven() {
    ImageDataset images = GeneratedImages.dataset(5, 5, 8);
    var batches = new Batches(images, new FeatureShape(1, 8, 8));

    float[] both = batches.inputs(images.training(), new int[] {4, 2}, 0, 2);

    assertThat(both).endsWith(batches.inputs(images.training(), new int[] {2}, 0, 1));
    assertThat(both).startsWith(batches.inputs(images.training(), new int[] {4}, 0, 1));
  }

  @Test
  void shouldRefuseImagesLargerThanTheInput() {
    ImageDataset images = GeneratedImages.dataset(5, 5, 8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batches(images, new FeatureShape(1, 7, 8)))
        .withMessage("network input [1, 7, 8] cannot hold images of 1 channels, 8x8");
  }
}
