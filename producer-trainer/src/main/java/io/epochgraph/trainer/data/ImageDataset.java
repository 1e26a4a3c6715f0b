package io.epochgraph.trainer.data;

import java.util.Arrays;
import java.util.List;

/**
 * Images of one size with their classes, split into a part to train on and one to validate on.
 *
 * @param name of the dataset, e.g. {@code fashion-mnist}
 * @param channels 1 for grey, 3 for colour
 * @param classes names, in the order of the labels
 */
public record ImageDataset(
    String name,
    int channels,
    int height,
    int width,
    List<String> classes,
    Split training,
    Split validation) {

  public ImageDataset {
    classes = List.copyOf(classes);
    require(name, "training", training, channels * height * width, classes.size());
    require(name, "validation", validation, channels * height * width, classes.size());
  }

  /**
   * A subset drawn by seed: at most {@code images} to train on (0 for all) and a fifth as many, but
   * at least 500 where there are so many, to validate on. The same seed gives the same images.
   */
  public ImageDataset subset(int images, long seed) {
    int chosen = Sample.training(training.size(), images);
    return new ImageDataset(
        name,
        channels,
        height,
        width,
        classes,
        training.sample(chosen, seed),
        validation.sample(Sample.validation(validation.size(), images, chosen), ~seed));
  }

  private static void require(String dataset, String part, Split split, int size, int classes) {
    if (split.imageSize() != size) {
      throw new IllegalArgumentException(
          "dataset %s: %s images have %d pixels, must have %d (channels x height x width)"
              .formatted(dataset, part, split.imageSize(), size));
    }
    Arrays.stream(split.labels())
        .filter(label -> label < 0 || label >= classes)
        .findFirst()
        .ifPresent(
            label -> {
              throw new IllegalArgumentException(
                  "dataset %s: %s label %d, must lie in 0..%d"
                      .formatted(dataset, part, label, classes - 1));
            });
  }
}
