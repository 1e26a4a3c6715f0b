package io.epochgraph.cli;

import io.epochgraph.trainer.HyperparameterGrid;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import io.epochgraph.trainer.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What to train. */
final class SweepOptions {

  private static final int BATCH = 32;
  private static final int CIFAR10_BATCH = 16;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "32",
      description = "Networks to train. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "6",
      description = "Epochs of each. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR",
      defaultValue = Datasets.FASHION_MNIST,
      description =
          "fashion-mnist, cifar10, or a directory of class folders. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the dataset's own files are (IDX files, or cifar-10-batches-bin). Fashion-MNIST is"
              + " fetched where it is not given.")
  private Path data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Training images, drawn by seed; 0 for all. Default: ${DEFAULT-VALUE}.")
  private int images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in one optimizer step. Default: 32, on CIFAR-10 16.")
  private Integer batch;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      defaultValue = "0.0",
      description = "SGD's momentum. Default: ${DEFAULT-VALUE}, as in the paper.")
  private double momentum;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Networks that train at the same time, one process each. Default: the cores.")
  private Integer parallel;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same runs, to the last bit. Default: ${DEFAULT-VALUE}.")
  private long seed;

  DatasetSettings dataset() {
    if (Datasets.NAMES.contains(dataset)) {
      return DatasetSettings.of(dataset, data, images, seed);
    }
    Path directory = Path.of(dataset);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "--dataset %s: want fashion-mnist, cifar10, or a directory of class folders"
              .formatted(dataset));
    }
    return DatasetSettings.of(Datasets.IMAGE_FOLDERS, directory, images, seed);
  }

  SweepSettings sweep(String name) {
    boolean cifar10 = dataset.equals(Datasets.CIFAR10);
    int images = batch != null ? batch : cifar10 ? CIFAR10_BATCH : BATCH;
    return new SweepSettings(
        name, "lenet5", runs, grid(cifar10), epochs, 0, images, momentum, seed);
  }

  /** CIFAR-10 is hard for LeNet-5: only a part of the grid comes near 40 % in a few epochs. */
  private static HyperparameterGrid grid(boolean cifar10) {
    return cifar10 ? HyperparameterGrid.spread(4e-3, 4.5e-2, 0.5) : HyperparameterGrid.spread();
  }

  /** A name for the sweep that says what it is. */
  String name() {
    return "lenet5-%s-s%d".formatted(dataset().label(), seed);
  }

  int parallel() {
    if (parallel != null && parallel < 1) {
      throw new IllegalArgumentException("--parallel %d: want 1 or more".formatted(parallel));
    }
    return parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
  }

  long seed() {
    return seed;
  }
}
