package io.epochgraph.prediction;

import static io.epochgraph.prediction.Observation.AGGREGATES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A group of columns that a predictor sees. */
public sealed interface InputPart {
  /** Where the mean stands among {@link Observation#AGGREGATES}. */
  int MEAN = 1;

  /** Where the standard deviation stands. */
  int STD = 2;

  /** The columns' names for a window of so many snapshots; epochs count from the window's first. */
  List<String> names(int snapshots);

  /**
   * The columns' values, unchecked, as many and in the order of {@link #names}.
   *
   * @throws IllegalArgumentException when the observation lacks a signature this part needs
   */
  double[] values(Observation observation);

  /** The part as {@link #parse} reads it. */
  @Override
  String toString();

  /**
   * Reads {@code graph:}, {@code change:}, {@code magnitude:}, {@code distance:}, {@code
   * movement:}, {@code size:} or {@code spread:} before a signature, or {@code curve} or {@code
   * settings}.
   */
  static InputPart parse(String text) {
    if (text.equals("curve")) {
      return new Curve();
    }
    if (text.equals("settings")) {
      return new Settings();
    }
    int colon = text.indexOf(':');
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "graph" -> new Graph(SignatureKey.parse(text.substring(colon + 1)));
      case "change" -> new Change(SignatureKey.parse(text.substring(colon + 1)));
      case "magnitude" -> new Magnitude(SignatureKey.parse(text.substring(colon + 1)));
      case "distance" -> new Distance(SignatureKey.parse(text.substring(colon + 1)));
      case "movement" -> new Movement(SignatureKey.parse(text.substring(colon + 1)));
      case "size" -> new Size(SignatureKey.parse(text.substring(colon + 1)));
      case "spread" -> new Spread(SignatureKey.parse(text.substring(colon + 1)));
      default ->
          throw new IllegalArgumentException(
              "Input part \"%s\" must be curve, settings, or graph:, change:, magnitude:, distance:,"
                      .formatted(text)
                  + " movement:, size: or spread: before a signature, such as"
                  + " graph:rolled/degree/raw");
    };
  }

  private static double[] signature(Observation observation, SignatureKey key) {
    double[] values = observation.signatures().get(key);
    Require.that(
        values != null,
        "The observation has no signature %s; it has %s",
        key,
        observation.signatures().keySet().stream().map(SignatureKey::toString).sorted().toList());
    return values;
  }

  private static double[] changes(Observation observation, SignatureKey key) {
    double[] signature = signature(observation, key);
    int width = AGGREGATES.size();
    double[] changes = new double[signature.length - width];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = signature[i + width] - signature[i % width];
    }
    return changes;
  }

  private static List<String> aggregateNames(String part, int first, int snapshots) {
    List<String> names = new ArrayList<>();
    for (int t = first; t < snapshots; t++) {
      for (String aggregate : AGGREGATES) {
        names.add("%s[%d].%s".formatted(part, t, aggregate));
      }
    }
    return names;
  }

  /** A signature's values as they are: snapshots * 5 columns. */
  record Graph(SignatureKey key) implements InputPart {
    @Override
    public List<String> names(int snapshots) {
      return aggregateNames(toString(), 0, snapshots);
    }

    @Override
    public double[] values(Observation observation) {
      return signature(observation, key);
    }

    @Override
    public String toString() {
      return "graph:" + key;
    }
  }

  /**
   * How far each aggregate has moved from the window's first snapshot, as a signed logarithm:
   * sign(d) · log(1 + |d| / {@value #RESOLUTION}). Changes well above the resolution enter by their
   * order of magnitude, so that a rescaling of the weights shifts the column and, once
   * standardised, changes nothing; smaller ones go linearly to 0. (snapshots − 1) * 5 columns.
   */
  record Change(SignatureKey key) implements InputPart {
    /** The change that counts as one unit, about a float's rounding. */
    public static final double RESOLUTION = 1e-6;

    @Override
    public List<String> names(int snapshots) {
      return aggregateNames(toString(), 1, snapshots);
    }

    @Override
    public double[] values(Observation observation) {
      double[] changes = changes(observation, key);
      for (int i = 0; i < changes.length; i++) {
        changes[i] = Math.copySign(logarithm(changes[i]), changes[i]);
      }
      return changes;
    }

    private static double logarithm(double change) {
      return StrictMath.log1p(Math.abs(change) / RESOLUTION);
    }

    @Override
    public String toString() {
      return "change:" + key;
    }
  }

  /**
   * As {@link Change} without the sign: how far each aggregate has moved, up or down alike. Fewer
   * runs suffice to learn from it, since a change near 0 may take either sign by chance.
   */
  record Magnitude(SignatureKey key) implements InputPart {
    @Override
    public List<String> names(int snapshots) {
      return aggregateNames(toString(), 1, snapshots);
    }

    @Override
    public double[] values(Observation observation) {
      double[] changes = changes(observation, key);
      for (int i = 0; i < changes.length; i++) {
        changes[i] = Change.logarithm(changes[i]);
      }
      return changes;
    }

    @Override
    public String toString() {
      return "magnitude:" + key;
    }
  }

  /**
   * As {@link Magnitude} for the window's last snapshot alone: how far the run has come by now. 5
   * columns, none in a window of one snapshot.
   */
  record Distance(SignatureKey key) implements InputPart {
    @Override
    public List<String> names(int snapshots) {
      return aggregateNames(toString(), Math.max(1, snapshots - 1), snapshots);
    }

    @Override
    public double[] values(Observation observation) {
      double[] magnitudes = new Magnitude(key).values(observation);
      int from = Math.max(0, magnitudes.length - AGGREGATES.size());
      return Arrays.copyOfRange(magnitudes, from, magnitudes.length);
    }

    @Override
    public String toString() {
      return "distance:" + key;
    }
  }

  /**
   * How far the weights have moved in proportion to their size at the window's first snapshot: the
   * logarithms of the median, mean and standard deviation of a graph of differences, each divided
   * by the mean of the same feature of the rolled graph at the first snapshot, plus {@value
   * #RESOLUTION}. Since both scale with the weights, layers and networks of any size compare.
   * (snapshots − 1) * 3 columns.
   *
   * @param key a signature of a graph of differences, such as {@code rolled-since-start/degree/raw}
   */
  record Movement(SignatureKey key) implements InputPart {
    /** The relative movement that counts as none, below a float's rounding. */
    public static final double RESOLUTION = 1e-9;

    private static final List<String> MOVING = List.of("median", "mean", "std");

    @Override
    public List<String> names(int snapshots) {
      List<String> names = new ArrayList<>();
      for (int t = 1; t < snapshots; t++) {
        for (String aggregate : MOVING) {
          names.add("%s[%d].%s".formatted(this, t, aggregate));
        }
      }
      return names;
    }

    @Override
    public double[] values(Observation observation) {
      var start = new SignatureKey("rolled", key.feature(), key.aggregator(), key.layer());
      double size = signature(observation, start)[MEAN];
      double[] moved = signature(observation, key);
      double[] values = new double[(observation.snapshots() - 1) * MOVING.size()];
      for (int i = 0; i < values.length; i++) {
        int snapshot = 1 + i / MOVING.size();
        double movement = moved[snapshot * AGGREGATES.size() + i % MOVING.size()];
        values[i] = StrictMath.log(movement / size + RESOLUTION);
      }
      return values;
    }

    @Override
    public String toString() {
      return "movement:" + key;
    }
  }

  /**
   * The logarithm of a feature's mean at each snapshot; of degrees that of the weights' L1 norm, up
   * to a constant. One column a snapshot.
   */
  record Size(SignatureKey key) implements InputPart {
    @Override
    public List<String> names(int snapshots) {
      return IntStream.range(0, snapshots).mapToObj(t -> "%s[%d]".formatted(this, t)).toList();
    }

    @Override
    public double[] values(Observation observation) {
      double[] signature = signature(observation, key);
      double[] values = new double[observation.snapshots()];
      for (int t = 0; t < values.length; t++) {
        values[t] = StrictMath.log(signature[t * AGGREGATES.size() + MEAN]);
      }
      return values;
    }

    @Override
    public String toString() {
      return "size:" + key;
    }
  }

  /**
   * How unevenly a feature is spread over the nodes: the logarithm of (standard deviation / mean +
   * {@value #RESOLUTION}) of each snapshot from the second on; where the mean is 0, nothing is
   * spread. snapshots − 1 columns.
   */
  record Spread(SignatureKey key) implements InputPart {
    /** The relative deviation that counts as none. */
    public static final double RESOLUTION = 1e-9;

    @Override
    public List<String> names(int snapshots) {
      return IntStream.range(1, snapshots).mapToObj(t -> "%s[%d]".formatted(this, t)).toList();
    }

    @Override
    public double[] values(Observation observation) {
      double[] signature = signature(observation, key);
      double[] values = new double[observation.snapshots() - 1];
      for (int i = 0; i < values.length; i++) {
        int at = (i + 1) * AGGREGATES.size();
        double mean = signature[at + MEAN];
        double deviation = mean == 0 ? 0 : signature[at + STD] / mean;
        values[i] = StrictMath.log(deviation + RESOLUTION);
      }
      return values;
    }

    @Override
    public String toString() {
      return "spread:" + key;
    }
  }

  /**
   * What the run was started with: the learning rate's decimal logarithm, and the dropout rate. 2
   * columns.
   */
  record Settings() implements InputPart {
    @Override
    public List<String> names(int snapshots) {
      return List.of("settings.logLearningRate", "settings.dropout");
    }

    @Override
    public double[] values(Observation observation) {
      RunSettings settings = observation.settings();
      return new double[] {StrictMath.log10(settings.learningRate()), settings.dropout()};
    }

    @Override
    public String toString() {
      return "settings";
    }
  }

  /**
   * The learning curve so far: validation accuracies, then training losses, each from the window's
   * second snapshot on. The first one's are left out in every window, since an untrained network
   * has no training loss and its accuracy is chance. Losses count up to {@value #LARGEST_LOSS}: a
   * run beyond that is lost, whether its loss is a hundred or a billion. (snapshots − 1) * 2
   * columns.
   */
  record Curve() implements InputPart {
    /** More than chance costs among any number of classes in use, in nats. */
    public static final double LARGEST_LOSS = 10;

    @Override
    public List<String> names(int snapshots) {
      List<String> names = new ArrayList<>();
      for (String series : List.of("validationAccuracy", "trainLoss")) {
        for (int t = 1; t < snapshots; t++) {
          names.add("curve[%d].%s".formatted(t, series));
        }
      }
      return names;
    }

    @Override
    public double[] values(Observation observation) {
      int trained = observation.snapshots() - 1;
      double[] values = new double[2 * trained];
      System.arraycopy(observation.validationAccuracy(), 1, values, 0, trained);
      for (int t = 1; t <= trained; t++) {
        values[trained + t - 1] = Math.min(observation.trainLoss()[t], LARGEST_LOSS);
      }
      return values;
    }

    @Override
    public String toString() {
      return "curve";
    }
  }
}
