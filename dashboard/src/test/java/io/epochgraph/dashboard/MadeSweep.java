package io.epochgraph.dashboard;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;

/**
 * A made sweep of 65 runs over learning rates and dropouts, in all states that a run can be in:
 * ended ones (with and without the predictor fitted on them), running, silent, failed, diverged,
 * and a network without a predictor. From the highest learning rates the predictor abstains. It
 * looks like training; no network was trained for it.
 */
final class MadeSweep {

  static final int RUNS = 65;
  private static final double[] LEARNING_RATES = {
    1e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 3.5
  };
  private static final double[] DROPOUTS = {0, 0.2, 0.4, 0.6, 0.8};
  private static final int PLANNED = 20;
  private static final int LAST_PREDICTED = 10;
  private static final int FITTED = 12;
  private static final int ENDED = 34;
  private static final Duration EPOCH = Duration.ofSeconds(7);

  private final Random random = new Random(20);
  private final DashboardModel model;
  private final Instant now;

  private MadeSweep(DashboardModel model, Instant now) {
    this.model = model;
    this.now = now;
  }

  /** Fills the model as if all of it had happened before {@code now}. */
  static void fill(DashboardModel model, Instant now) {
    new MadeSweep(model, now).fill();
  }

  private void fill() {
    model.source(new Source(true, null));
    var fitted = new ArrayList<String>();
    int number = 0;
    for (double learningRate : LEARNING_RATES) {
      for (double dropout : DROPOUTS) {
        int shuffled = number++ * 37 % (LEARNING_RATES.length * DROPOUTS.length);
        String run = String.format(Locale.ROOT, "lenet5-cifar10-%03d", shuffled);
        if (shuffled < FITTED) {
          fitted.add(run);
        }
        train(run, shuffled, Records.descriptor("lenet5", learningRate, dropout));
      }
    }
    model.accept(Records.predictor(fitted));
    for (int i = 0; i < 5; i++) {
      withoutPredictor("resnet32-cifar10-00" + i, 3 + i);
    }
    model.accept(
        Records.deadLetter(
            "lenet5-cifar10-041",
            4,
            "CHUNK_CORRUPT",
            "chunk 1 of layer conv2: digest 9f3c… where the manifest says 41ab…: publish the epoch"
                + " again as a new attempt"));
    model.accept(
        Records.deadLetter(
            null, 0, "NOT_AVRO", "12 bytes without a schema id: want a zero byte, a schema id"));
    model.deriveSilence(now);
  }

  private void train(String run, int number, RunDescriptor descriptor) {
    var settings = descriptor.getHyperparameters();
    boolean diverges = settings.getLearningRate() > 1;
    double top = top(settings.getLearningRate(), settings.getDropout());
    double pace = 2 + 3 * random.nextDouble();
    boolean fails = number == 14;
    boolean silent = number == ENDED + 1;
    boolean ended = number < ENDED;
    int last = ended ? fails ? 6 : number % 5 == 0 ? 14 : PLANNED : 1 + (number - ENDED) * 17 / 26;
    Instant end = ended || silent ? now.minus(Duration.ofMinutes(4)) : now.minusSeconds(number % 7);
    model.accept(
        Records.run(run, 0, RunStatus.RUNNING, 0, null, at(end, 0, last), descriptor), now);
    double accuracy = 0.1;
    double best = 0;
    var made = new ArrayList<Prediction>();
    for (int epoch = 0; epoch <= last; epoch++) {
      boolean gone = diverges && epoch > 2;
      double noise = 0.012 * random.nextGaussian();
      accuracy = 0.1 + (top - 0.1) * (1 - Math.exp(-epoch / pace)) + (epoch == 0 ? 0 : noise);
      accuracy = gone ? 0.1 : Math.clamp(accuracy, 0.09, 0.99);
      best = Math.max(best, accuracy);
      Instant trainedAt = at(end, epoch, last);
      model.accept(Records.epoch(run, 0, epoch, accuracy, trainedAt, descriptor), now);
      if (epoch >= 1 && epoch <= LAST_PREDICTED) {
        made.add(predict(run, epoch, top, accuracy, gone, trainedAt, descriptor));
      }
    }
    for (Prediction prediction : made) {
      prediction.setFittedOn(number < FITTED);
      model.accept(prediction, now);
      if (ended && !fails && number >= FITTED) {
        model.accept(Records.score(prediction, best), now);
      }
    }
    if (ended) {
      var status =
          fails ? RunStatus.FAILED : last < PLANNED ? RunStatus.EARLY_STOPPED : RunStatus.COMPLETED;
      model.accept(Records.run(run, 0, status, last, fails ? null : best, end, descriptor), now);
    }
  }

  private Prediction predict(
      String run,
      int epoch,
      double top,
      double accuracy,
      boolean gone,
      Instant trainedAt,
      RunDescriptor descriptor) {
    if (gone) {
      return Records.diverged(run, epoch, trainedAt, descriptor);
    }
    double deviation = 0.02 + 0.1 * Math.exp(-epoch / 3.0);
    double estimate = top + 0.02 + deviation * random.nextGaussian();
    double predicted = Math.clamp(estimate, 0.08, 0.95);
    var prediction = Records.prediction(run, 0, epoch, predicted, accuracy, trainedAt, descriptor);
    Records.within(
        prediction,
        Math.clamp(predicted - 1.8 * deviation, 0, 1),
        Math.clamp(predicted + 1.5 * deviation, 0, 1));
    return abstains(epoch, descriptor) ? Records.abstaining(prediction) : prediction;
  }

  private static boolean abstains(int epoch, RunDescriptor descriptor) {
    double learningRate = descriptor.getHyperparameters().getLearningRate();
    return learningRate == 0.5 || (learningRate == 0.25 && (epoch == 1 || epoch == 4));
  }

  private void withoutPredictor(String run, int last) {
    var descriptor = Records.descriptor("resnet32", 0.01, 0);
    for (int epoch = 0; epoch <= last; epoch++) {
      double accuracy = 0.1 + 0.6 * (1 - Math.exp(-epoch / 6.0)) + 0.01 * random.nextGaussian();
      model.accept(Records.epoch(run, 0, epoch, accuracy, at(now, epoch, last), descriptor), now);
      if (epoch > 0) {
        model.accept(Records.withoutPredictor(run, epoch, descriptor), now);
      }
    }
  }

  private static double top(double learningRate, double dropout) {
    double distance = Math.log10(learningRate) + 1.5;
    double height = 0.72 * Math.exp(-distance * distance / 3.2);
    return 0.1 + height * (1 - 0.55 * dropout * dropout) * (learningRate > 1 ? 0.05 : 1);
  }

  private static Instant at(Instant end, int epoch, int last) {
    return end.minus(EPOCH.multipliedBy(last - epoch));
  }
}
