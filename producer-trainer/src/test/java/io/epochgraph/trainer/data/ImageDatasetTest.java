package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {

  @Property(tries = 100)
  void shouldDrawWithoutReplacement(
      @ForAll @IntRange(min = 1, max = 300) int available,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll long seed) {
    int[] drawn = Sample.indices(available, Math.min(available, count), seed);

    Set<Integer> distinct = new HashSet<>(Arrays.stream(drawn).boxed().toList());
    assertThat(distinct).hasSize(Math.min(available, count));
    assertThat(Arrays.stream(drawn)).allMatch(index -> index >= 0 && index < available);
  }

  @Test
  void shouldDrawTheSameImagesBySeed() {
    ImageDataset whole = GeneratedImages.dataset(200, 50, 8);

    ImageDataset subset = whole.subset(40, 3);

    assertThat(subset.training().size()).isEqualTo(40);
    assertThat(whole.subset(40, 3).training().pixels()).isEqualTo(subset.training().pixels());
    assertThat(whole.subset(40, 4).training().pixels()).isNotEqualTo(subset.training().pixels());
  }

  @Test
  void shouldTakeAFifthButAtLeast500ToValidate() {
    ImageDataset whole = GeneratedImages.dataset(6_000, 1_100, 4);

    assertThat(whole.subset(1_000, 1).validation().size()).isEqualTo(500);
    assertThat(whole.subset(5_000, 1).validation().size()).isEqualTo(1_000);
    assertThat(whole.subset(60_000, 1).validation().size()).isEqualTo(1_100);
    assertThat(whole.subset(0, 1)).isEqualTo(whole);
  }

  @Test
  void shouldKeepLabelsWithTheirImages() {
    Split whole = new Split(new byte[] {10, 11, 20, 21, 30, 31}, new int[] {1, 2, 3});

    Split sample = whole.sample(2, 5);

    for (int i = 0; i < 2; i++) {
      assertThat(sample.pixels()[2 * i]).isEqualTo((byte) (10 * sample.labels()[i]));
      assertThat(sample.pixels()[2 * i + 1]).isEqualTo((byte) (10 * sample.labels()[i] + 1));
    }
  }

  @Test
  void shouldRefuseLabelsWithoutAClassAndImagesOfAnotherSize() {
    Split good = new Split(new byte[8], new int[] {0, 1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset(good, new Split(new byte[4], new int[] {2})))
        .withMessageContaining("validation label 2, must lie in 0..1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset(good, new Split(new byte[5], new int[] {0})))
        .withMessageContaining("validation images have 5 pixels, must have 4");
  }

  @Test
  void shouldNormalizeEachChannelOfTheTrainingImages() {
    Split training = new Split(new byte[] {0, 0, 7, 7, (byte) 255, (byte) 255, 7, 7}, new int[2]);
    var dataset = new ImageDataset("d", 2, 1, 2, List.of("a", "b"), training, training);

    Normalization normalization = Normalization.of(dataset);

    assertThat(normalization.apply(0, (byte) 0)).isCloseTo(-1f, within(1e-6f));
    assertThat(normalization.apply(0, (byte) 255)).isCloseTo(1f, within(1e-6f));
    assertThat(normalization.apply(1, (byte) 7)).isCloseTo(0f, within(1e-6f));
  }

  private static ImageDataset dataset(Split training, Split validation) {
    return new ImageDataset("d", 1, 2, 2, List.of("a", "b"), training, validation);
  }
}
