package io.epochgraph.cli;

import io.epochgraph.networks.Networks;
import io.epochgraph.trainer.HyperparameterGrid;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import io.epochgraph.trainer.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What to train. */
final class SweepOptions {

  private static final int RUNS = 32;
  private static final int BATCH = 32;
  private static final int SMALL_BATCH = 16;
  private static final String LENET5 = "lenet5";

  /** Where learning rates and dropout rates come from. */
  enum Grid {
    SPREAD,
    PAPER
  }

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = LENET5,
      description =
          "lenet5, alexnet, vgg13, resnet32, resnet44 or resnet50. Default: ${DEFAULT-VALUE}.")
  private String network;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Networks to train. Default: 32, or 1 where --learning-rate and --dropout are given.")
  private Integer runs;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "6",
      description = "Epochs of each. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop a run after so many epochs without a better accuracy, the paper after 10; 0: never."
              + " Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--grid",
      paramLabel = "spread|paper",
      defaultValue = "spread",
      description =
          "Learning and dropout rates: spread evenly over where they matter, or drawn from the"
              + " paper's 48 x 10. Default: ${DEFAULT-VALUE}.")
  private Grid grid;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The same learning rate for all runs, instead of those of the grid.")
  private Double learningRate;

  @Option(
      names = "--learning-rates",
      paramLabel = "LOW..HIGH",
      description =
          "Only learning rates of the grid from LOW to HIGH, spread evenly, with all its dropout"
              + " rates, for example 1e-3..4.5e-1.")
  private String learningRates;

  @Option(
      names = "--dropout",
      paramLabel = "R",
      description = "The same dropout rate for all runs, instead of those of the grid.")
  private Double dropout;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR",
      defaultValue = Datasets.FASHION_MNIST,
      description =
          "fashion-mnist, cifar10, tiny-imagenet, or a directory of class folders. Default:"
              + " ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the dataset's own files are (IDX files, cifar-10-batches-bin, or"
              + " tiny-imagenet-200). Fashion-MNIST is fetched where it is not given.")
  private Path data;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Classes of tiny-imagenet, drawn by seed. Default: 100, as in the paper.")
  private int classes;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Training images, drawn by seed; 0 for all. Default: ${DEFAULT-VALUE}.")
  private int images;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Images in one optimizer step, in the paper 128. Default: 32, of lenet5 on cifar10 16.")
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
      return DatasetSettings.of(dataset, data, images, seed).withClasses(classes);
    }
    Path directory = Path.of(dataset);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "--dataset %s: want fashion-mnist, cifar10, tiny-imagenet, or a directory of class folders"
              .formatted(dataset));
    }
    return DatasetSettings.of(Datasets.at(directory), directory, images, seed).withClasses(classes);
  }

  SweepSettings sweep(String name) {
    if (!Networks.NAMES.contains(network)) {
      throw new IllegalArgumentException(
          "--network %s: want one of %s".formatted(network, Networks.NAMES));
    }
    boolean hard = network.equals(LENET5) && dataset.equals(Datasets.CIFAR10);
    boolean pinned = learningRate != null && dropout != null;
    return new SweepSettings(
        name,
        network,
        runs != null ? runs : pinned ? 1 : RUNS,
        grid(hard).pinned(learningRate, dropout),
        epochs,
        patience,
        batch != null ? batch : hard ? SMALL_BATCH : BATCH,
        momentum,
        seed);
  }

  /** CIFAR-10 is hard for LeNet-5: only a part of the grid comes near 40 % in a few epochs. */
  private HyperparameterGrid grid(boolean hard) {
    if (learningRates != null) {
      return within(learningRates);
    }
    return switch (grid) {
      case PAPER -> HyperparameterGrid.paper();
      case SPREAD ->
          hard ? HyperparameterGrid.spread(4e-3, 4.5e-2, 0.5) : HyperparameterGrid.spread();
    };
  }

  private static HyperparameterGrid within(String range) {
    String[] ends = range.split("\\.\\.", -1);
    try {
      if (ends.length == 2) {
        return HyperparameterGrid.spread(
            Double.parseDouble(ends[0]), Double.parseDouble(ends[1]), 1);
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "--learning-rates %s: want LOW..HIGH with one of the grid's learning rates between them, for example 1e-3..4.5e-1"
            .formatted(range));
  }

  /** A name for the sweep that says what it is. */
  String name() {
    return "%s-%s-s%d".formatted(network, dataset().label(), seed);
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
