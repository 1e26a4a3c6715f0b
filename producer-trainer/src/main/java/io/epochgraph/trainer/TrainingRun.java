package io.epochgraph.trainer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import io.epochgraph.trainer.RunOutcome.Status;
import io.epochgraph.trainer.data.ImageDataset;
import io.epochgraph.trainer.data.Split;
import io.epochgraph.trainer.network.DjlNetwork;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Trains one network with SGD and cross-entropy on the CPU.
 *
 * <p>Weights depend on the settings and the images alone, not on what this or another process
 * trained before. PyTorch has one random generator and DJL one gradient collector a process, so a
 * process trains one run at a time and further ones wait. On its one thread LeNet-5 takes about 0.2
 * ms an image and epoch.
 */
public final class TrainingRun {
  private static final ReentrantLock ENGINE = new ReentrantLock();

  private final ImageDataset dataset;
  private final RunSettings settings;
  private final NetworkDescription description;
  private final Batches batches;
  private volatile boolean cancelled;

  public TrainingRun(ImageDataset dataset, RunSettings settings) {
    this.dataset = dataset;
    this.settings = settings;
    this.description =
        Networks.describe(
            settings.network(),
            dataset.channels(),
            dataset.height(),
            dataset.width(),
            dataset.classes().size(),
            settings.dropout());
    this.batches = new Batches(dataset, description.input());
  }

  /**
   * Trains to the end. Divergence is no failure: the run goes on with NaN weights to its last
   * epoch, or until patience ends.
   *
   * @return the outcome the listener was told; FAILED, with the reason, if training or the listener
   *     threw
   */
  public RunOutcome train(RunListener listener) {
    ENGINE.lock();
    try {
      RunOutcome outcome = outcome(listener);
      listener.ended(outcome);
      return outcome;
    } finally {
      ENGINE.unlock();
    }
  }

  private RunOutcome outcome(RunListener listener) {
    var progress = new Progress();
    try {
      listener.started(
          new RunStart(
              settings,
              description,
              dataset.name(),
              dataset.training().size(),
              dataset.validation().size()));
      NativeLibraries.load();
      return progress.outcome(epochs(listener, progress), "");
    } catch (RuntimeException | LinkageError e) {
      return progress.outcome(Status.FAILED, e.toString());
    }
  }

  /** Makes the run fail after the batch it is at; callable from any thread. */
  public void cancel() {
    cancelled = true;
  }

  private Status epochs(RunListener listener, Progress progress) {
    var random = new SplittableRandom(settings.seed());
    var network = new DjlNetwork(description, random.split());
    try (Model model = Model.newInstance(description.name());
        Trainer trainer = trainer(model, network)) {
      Engine.getInstance().setRandomSeed(random.nextInt());
      trainer.initialize(network.batchShape(1));
      int[] order = IntStream.range(0, dataset.training().size()).toArray();
      for (int epoch = 0; epoch <= settings.epochs(); epoch++) {
        long start = System.nanoTime();
        Double loss = null;
        if (epoch > 0) {
          shuffle(order, random);
          loss = trainEpoch(trainer, network, order, epoch, listener);
        }
        Validation validation = Validation.measure(trainer, network, batches, dataset.validation());
        double seconds = (System.nanoTime() - start) / 1e9;
        listener.epoch(
            epoch,
            network.weights(),
            new EpochMetrics(
                loss, validation.loss(), validation.accuracy(), settings.learningRate(), seconds));
        progress.add(epoch, validation.accuracy());
        if (progress.stalled(settings.patience()) && epoch < settings.epochs()) {
          return Status.EARLY_STOPPED;
        }
      }
      return Status.COMPLETED;
    }
  }

  private Trainer trainer(Model model, DjlNetwork network) {
    model.setBlock(network.block());
    Optimizer sgd =
        Optimizer.sgd()
            .setLearningRateTracker(Tracker.fixed((float) settings.learningRate()))
            .optMomentum((float) settings.momentum())
            .build();
    return model.newTrainer(
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(sgd)
            .optDevices(new Device[] {Device.cpu()}));
  }

  private double trainEpoch(
      Trainer trainer, DjlNetwork network, int[] order, int epoch, RunListener listener) {
    int total = batches(order.length);
    double loss = 0;
    for (int batch = 0; batch < total; batch++) {
      if (cancelled) {
        throw new CancellationException("stopped in epoch " + epoch);
      }
      int from = batch * settings.batchSize();
      int to = batch == total - 1 ? order.length : from + settings.batchSize();
      loss += (to - from) * (double) trainBatch(trainer, network, order, from, to);
      listener.batch(epoch, batch + 1, total);
    }
    return loss / order.length;
  }

  /** A single image left over joins the batch before it: batch norm cannot do with one alone. */
  private int batches(int images) {
    boolean leftOver = images > settings.batchSize() && images % settings.batchSize() == 1;
    return Math.ceilDiv(images, settings.batchSize()) - (leftOver ? 1 : 0);
  }

  private float trainBatch(Trainer trainer, DjlNetwork network, int[] order, int from, int to) {
    Split split = dataset.training();
    float[] labels = new float[to - from];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = split.labels()[order[from + i]];
    }
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray inputs =
          manager.create(batches.inputs(split, order, from, to), network.batchShape(labels.length));
      NDList targets = new NDList(manager.create(labels, new Shape(labels.length)));
      NDArray loss;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(new NDList(inputs));
        loss = trainer.getLoss().evaluate(targets, outputs);
        gradients.backward(loss);
        outputs.attach(manager);
        loss.attach(manager);
      }
      trainer.step();
      return loss.getFloat();
    }
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int last = order[i];
      order[i] = order[j];
      order[j] = last;
    }
  }
}
