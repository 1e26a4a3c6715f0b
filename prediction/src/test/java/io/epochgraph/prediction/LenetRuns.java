package io.epochgraph.prediction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sixteen real runs, epochs 0 to 6: their curves, their graphs' aggregates, their best accuracy.
 */
final class LenetRuns {
  static final SignatureKey DEGREE = new SignatureKey("rolled", "degree", "raw");
  static final SignatureKey EIGENVECTOR = new SignatureKey("rolled", "eigenvector", "raw");
  private static final int EPOCHS = 7;

  private LenetRuns() {}

  static List<FittingRun> all() {
    Map<String, Run> runs = new TreeMap<>();
    for (String[] row : rows("lenet5-cifar10.csv")) {
      Run run = runs.computeIfAbsent(row[0], _ -> new Run());
      int epoch = Integer.parseInt(row[2]);
      run.outcome = Double.parseDouble(row[1]);
      run.loss[epoch] = row[3].isEmpty() ? Double.NaN : Double.parseDouble(row[3]);
      run.accuracy[epoch] = Double.parseDouble(row[4]);
    }
    for (String[] row : rows("lenet5-cifar10-signatures.csv")) {
      Run run = runs.get(row[0]);
      double[] values = row[2].equals("degree") ? run.degree : run.eigenvector;
      for (int a = 0; a < 5; a++) {
        values[Integer.parseInt(row[1]) * 5 + a] = Double.parseDouble(row[3 + a]);
      }
    }
    return runs.entrySet().stream().map(run -> run.getValue().fitting(run.getKey())).toList();
  }

  private static List<String[]> rows(String resource) {
    try (InputStream in = LenetRuns.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Run {
    double outcome;
    final double[] loss = new double[EPOCHS];
    final double[] accuracy = new double[EPOCHS];
    final double[] degree = new double[EPOCHS * 5];
    final double[] eigenvector = new double[EPOCHS * 5];

    FittingRun fitting(String id) {
      Map<Integer, Observation> observations = new HashMap<>();
      for (int end = 0; end < EPOCHS; end++) {
        int snapshots = end + 1;
        observations.put(
            end,
            new Observation(
                Map.of(
                    DEGREE, Arrays.copyOf(degree, snapshots * 5),
                    EIGENVECTOR, Arrays.copyOf(eigenvector, snapshots * 5)),
                Arrays.copyOf(accuracy, snapshots),
                Arrays.copyOf(loss, snapshots),
                false));
      }
      return new FittingRun(id, outcome, observations);
    }
  }
}
