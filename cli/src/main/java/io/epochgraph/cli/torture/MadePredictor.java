package io.epochgraph.cli.torture;

import io.epochgraph.contract.Predictor;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.SignatureKey;
import io.epochgraph.predictorstream.PredictorCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A predictor that follows from a seed: fitted to curves of made runs and signatures at random. */
final class MadePredictor {

  private static final int RUNS = 12;
  private static final int WINDOW = 10;
  private static final SignatureKey SIGNATURE = new SignatureKey("rolled", "degree", "raw");

  private MadePredictor() {}

  /** One that has a model for each epoch from 0 to {@code epochs}. */
  static Predictor of(long seed, int epochs) {
    List<FittingRun> runs =
        IntStream.range(0, RUNS).mapToObj(number -> run(seed, number, epochs)).toList();
    var settings =
        FittingSettings.of(
            "seeded-svm",
            new Cohort(SeededRun.NETWORK, SeededRun.DATASET),
            InputSpec.parse("change:rolled/degree/raw", "curve"));
    return PredictorCodec.encode(PredictorFitter.fit(runs, settings, seed), Instant.EPOCH);
  }

  private static FittingRun run(long seed, int number, int epochs) {
    var made = new SeededRun(~seed, number, epochs);
    var observations = new HashMap<Integer, Observation>();
    for (int epoch = 0; epoch <= epochs; epoch++) {
      observations.put(epoch, observation(made, epoch));
    }
    return new FittingRun("fitted-" + number, made.accuracy(epochs), observations);
  }

  private static Observation observation(SeededRun made, int epoch) {
    var random = new Random(made.seed() + 7919L * made.number() + epoch);
    int[] window = IntStream.rangeClosed(Math.max(0, epoch - WINDOW + 1), epoch).toArray();
    double[] signature =
        random.doubles((long) window.length * Observation.AGGREGATES.size(), 0, 2).toArray();
    double[] accuracy = IntStream.of(window).mapToDouble(made::accuracy).toArray();
    double[] loss = IntStream.of(window).mapToDouble(it -> 2.3 - made.accuracy(it)).toArray();
    return new Observation(Map.of(SIGNATURE, signature), accuracy, loss, false);
  }
}
