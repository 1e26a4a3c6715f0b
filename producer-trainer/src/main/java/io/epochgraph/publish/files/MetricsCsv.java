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

/**
 * A run's curve: {@code epoch,train_loss,val_accuracy}, one line an epoch, from 0 or 1 on without a
 * gap. A field may be empty; a loss may be {@code nan}, {@code inf} or {@code -inf}.
 */
final class MetricsCsv {

  static final String HEADER = "epoch,train_loss,val_accuracy";

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
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw invalid(file, 1, lines.isEmpty() ? "" : lines.getFirst(), HEADER);
    }
    var curve = new TreeMap<Integer, Metrics>();
    for (int line = 2; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      String[] fields = text.split(",", -1);
      if (fields.length != 3) {
        throw invalid(file, line, text, "three fields");
      }
      curve.put(epoch(file, line, fields[0], curve), metrics(file, line, fields[1], fields[2]));
    }
    if (curve.isEmpty() || curve.lastKey() == 0) {
      throw invalid(file, lines.size() + 1, "", "a line for each epoch, at least for epoch 1");
    }
    return curve;
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

  private static Metrics metrics(Path file, int line, String loss, String accuracy) {
    Double measured = accuracy.isEmpty() ? null : number(file, line, accuracy);
    if (measured != null && !(measured >= 0 && measured <= 1)) {
      throw invalid(file, line, accuracy, "val_accuracy, a fraction in [0, 1]");
    }
    return new Metrics(
        loss.isEmpty() ? null : number(file, line, loss), null, measured, null, null);
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
