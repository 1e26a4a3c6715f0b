package io.epochgraph.trainer.data;

import java.nio.file.Path;

/**
 * Which images to train on.
 *
 * @param name one of {@link Datasets#NAMES}
 * @param directory where the files are; {@code null} to look in the usual places
 * @param images training images to draw; 0 for all
 * @param seed of the draw
 * @param side height and width that folders of images and Tiny ImageNet are scaled to; other
 *     datasets keep their own
 * @param grey whether folders of images and Tiny ImageNet are read as grey
 * @param classes how many of Tiny ImageNet's classes to draw; 0 for 100, as in the paper, or all
 *     where there are fewer. Other datasets are taken with all their classes: 0.
 */
public record DatasetSettings(
    String name, Path directory, int images, long seed, int side, boolean grey, int classes) {
  private static final int SIDE = 32;

  public DatasetSettings {
    if (!Datasets.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "dataset '%s' is unknown, must be one of %s".formatted(name, Datasets.NAMES));
    }
    if (images < 0) {
      throw new IllegalArgumentException(
          "images = " + images + ", must be at least 1, or 0 for all");
    }
    if (side < 1) {
      throw new IllegalArgumentException("side = " + side + " pixels, must be at least 1");
    }
    if (classes != 0 && (classes < 2 || !name.equals(Datasets.TINY_IMAGENET))) {
      throw new IllegalArgumentException(
          "classes = %d of %s, must be 0, or at least 2 of %s"
              .formatted(classes, name, Datasets.TINY_IMAGENET));
    }
  }

  /** A subset of a dataset, in colour and at 32×32 where that is to be chosen. */
  public static DatasetSettings of(String name, Path directory, int images, long seed) {
    return new DatasetSettings(name, directory, images, seed, SIDE, false, 0);
  }

  /** The same with so many classes. */
  public DatasetSettings withClasses(int count) {
    return new DatasetSettings(name, directory, images, seed, side, grey, count);
  }

  DatasetSettings in(Path place) {
    return new DatasetSettings(name, place, images, seed, side, grey, classes);
  }

  /**
   * What runs on these images say they were trained on: the dataset's name or, for folders of
   * images, the directory's, with anything but letters, digits, '.', '_' and '-' replaced.
   */
  public String label() {
    if (!name.equals(Datasets.IMAGE_FOLDERS) || directory == null) {
      return name;
    }
    Path folder = directory.toAbsolutePath().normalize().getFileName();
    return String.valueOf(folder).replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
