package io.epochgraph.trainer;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import io.epochgraph.trainer.data.Split;
import io.epochgraph.trainer.network.DjlNetwork;
import java.util.stream.IntStream;

/**
 * What a network makes of the validation images, without dropout.
 *
 * @param loss mean cross-entropy in nats
 * @param accuracy share of images whose highest output is their class's; of equal outputs, and
 *     among NaN, the first counts
 */
record Validation(double loss, double accuracy) {
  /** DJL keeps what every layer gives until the batch is over: 5 MB an image of ResNet-44. */
  private static final int BATCH = 100;

  static Validation measure(Trainer trainer, DjlNetwork network, Batches batches, Split split) {
    int[] order = IntStream.range(0, split.size()).toArray();
    double loss = 0;
    int right = 0;
    for (int from = 0; from < order.length; from += BATCH) {
      int to = Math.min(order.length, from + BATCH);
      float[] outputs =
          outputs(trainer, network, batches.inputs(split, order, from, to), to - from);
      int classes = outputs.length / (to - from);
      for (int i = from; i < to; i++) {
        int at = (i - from) * classes;
        int best =
            IntStream.range(1, classes)
                .reduce(0, (a, b) -> outputs[at + b] > outputs[at + a] ? b : a);
        right += best == split.labels()[i] ? 1 : 0;
        loss += crossEntropy(outputs, at, classes, best, split.labels()[i]);
      }
    }
    return new Validation(loss / order.length, (double) right / order.length);
  }

  private static float[] outputs(Trainer trainer, DjlNetwork network, float[] inputs, int images) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDList outputs =
          trainer.evaluate(new NDList(manager.create(inputs, network.batchShape(images))));
      outputs.attach(manager);
      return outputs.singletonOrThrow().toFloatArray();
    }
  }

  private static double crossEntropy(float[] outputs, int at, int classes, int best, int label) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.exp(outputs[at + i] - (double) outputs[at + best]);
    }
    return Math.log(sum) + outputs[at + best] - outputs[at + label];
  }
}
