package io.epochgraph.cli.corpus;

import java.util.List;

/**
 * The paper's figures for regression on two consecutive snapshots (its Tables 3 and 4). Its epochs
 * count from the snapshot after the first epoch, so that its "0–2", two snapshots, ends at our
 * epoch 2. Its tables say ResNet where it has two of them on CIFAR-10.
 *
 * @param cohort as {@link io.epochgraph.evaluation.Judged} names it
 * @param epochs as the paper says
 * @param last the last of our epochs that is looked at
 * @param error mean absolute error in points
 */
record PaperFigures(String cohort, String epochs, int last, double error, double r2) {

  static final List<PaperFigures> ALL =
      List.of(
          new PaperFigures("lenet5 on cifar10", "0–2", 2, 14.95, 0.16),
          new PaperFigures("lenet5 on cifar10", "1–3", 3, 14.67, 0.30),
          new PaperFigures("lenet5 on cifar10", "3–5", 5, 17.09, 0.67),
          new PaperFigures("lenet5 on cifar10", "5–7", 7, 12.49, 0.75),
          new PaperFigures("alexnet on cifar10", "0–2", 2, 18.71, 0.62),
          new PaperFigures("alexnet on cifar10", "1–3", 3, 18.57, 0.66),
          new PaperFigures("alexnet on cifar10", "3–5", 5, 18.40, 0.59),
          new PaperFigures("alexnet on cifar10", "5–7", 7, 16.74, 0.66),
          new PaperFigures("vgg13 on cifar10", "0–2", 2, 17.72, 0.62),
          new PaperFigures("vgg13 on cifar10", "1–3", 3, 11.98, 0.81),
          new PaperFigures("vgg13 on cifar10", "3–5", 5, 11.91, 0.81),
          new PaperFigures("vgg13 on cifar10", "5–7", 7, 6.87, 0.94),
          new PaperFigures("resnet32 on cifar10", "0–2", 2, 19.84, 0.60),
          new PaperFigures("resnet32 on cifar10", "1–3", 3, 19.41, 0.62),
          new PaperFigures("resnet32 on cifar10", "3–5", 5, 17.63, 0.67),
          new PaperFigures("resnet32 on cifar10", "5–7", 7, 18.28, 0.68),
          new PaperFigures("lenet5 on tiny-imagenet", "3–5", 5, 3.94, 0.34),
          new PaperFigures("lenet5 on tiny-imagenet", "5–7", 7, 3.58, 0.46),
          new PaperFigures("lenet5 on tiny-imagenet", "7–9", 9, 3.24, 0.54));
}
