package io.epochgraph.publish.files;

import io.epochgraph.contract.Metrics;
import io.epochgraph.schemas.RunId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run's curve: {@code epoch,train_loss,val_accuracy}, or {@code
 * epoch,train_loss,val_accuracy,val_loss,learning_rate,seconds}, one line an epoch, from 0 or 1 on
 * without a gap. A field may be empty; a loss may be {@code nan}, {@code inf} or {@code -inf}.
 */
final class MetricsCsv {

  static final String HEADER = "epoch,train_loss,val_accuracy";
  static final String LONG_HEADER = HEADER + ",val_loss,learning_rate,seconds";

  private static final int LONG_COLUMNS = 6;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,9}");

  private MetricsCsv() {}

  /**
   * What was measured, by epoch.
   *
   * @throws IllegalArgumentException naming the file, the line and the value
   */
  static NavigableMap<Integer, Metrics> read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("%s: want UTF-8".formatted(file), e);
    }
    String header = lines.isEmpty() ? "" : lines.getFirst();
    if (!header.equals(HEADER) && !header.equals(LONG_HEADER)) {
      throw invalid(file, 1, header, HEADER + " or " + LONG_HEADER);
    }
    int columns = header.split(",").length;
    var curve = new TreeMap<Integer, Metrics>();
    for (int line = 2; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      String[] fields = text.split(",", -1);
      if (fields.length != columns) {
        throw invalid(file, line, text, columns + " fields");
      }
      curve.put(epoch(file, line, fields[0], curve), metrics(file, line, fields));
    }
    if (curve.isEmpty() || curve.lastKey() == 0) {
      throw invalid(file, lines.size() + 1, "", "a line for each epoch, at least for epoch 1");
    }
    return curve;
  }

  /** One line with all columns, as {@link #read} reads it. */
  static String line(int epoch, Metrics metrics) {
    return Stream.of(
            metrics.getTrainLoss(),
            metrics.getValidationAccuracy(),
            metrics.getValidationLoss(),
            metrics.getLearningRate(),
            metrics.getSeconds())
        .map(MetricsCsv::field)
        .collect(Collectors.joining(",", epoch + ",", ""));
  }

  private static String field(Double value) {
    if (value == null) {
      return "";
    }
    if (value.isNaN()) {
      return "nan";
    }
    return value.isInfinite() ? value > 0 ? "inf" : "-inf" : value.toString();
  }

  private static int epoch(
      Path file, int line, String field, NavigableMap<Integer, Metrics> curve) {
    int epoch = EPOCH.matcher(field).matches() ? Integer.parseInt(field) : -1;
    if (curve.isEmpty() && (epoch == 0 || epoch == 1)) {
      return epoch;
    }
    if (curve.isEmpty() || epoch != curve.lastKey() + 1) {
      throw invalid(
          file, line, field, curve.isEmpty() ? "epoch 0 or 1" : "epoch " + (curve.lastKey() + 1));
    }
    return epoch;
  }

  private static Metrics metrics(Path file, int line, String... fields) {
    Double[] values = new Double[LONG_COLUMNS];
    for (int i = 1; i < fields.length; i++) {
      values[i] = fields[i].isEmpty() ? null : number(file, line, fields[i]);
    }
    Double accuracy = values[2];
    if (accuracy != null && !(accuracy >= 0 && accuracy <= 1)) {
      throw invalid(file, line, fields[2], "val_accuracy, a fraction in [0, 1]");
    }
    return new Metrics(values[1], values[3], accuracy, values[4], values[5]);
  }

  private static Double number(Path file, int line, String field) {
    return switch (field) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!NUMBER.matcher(field).matches()) {
          throw invalid(file, line, field, "a number");
        }
        yield Double.parseDouble(field);
      }
    };
  }

  private static IllegalArgumentException invalid(
      Path file, int line, String found, String wanted) {
    return new IllegalArgumentException(
        "%s:%d: %s: want %s".formatted(file, line, RunId.printable(found), wanted));
  }
}
