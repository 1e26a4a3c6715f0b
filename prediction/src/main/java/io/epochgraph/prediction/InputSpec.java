package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Which columns a predictor sees, in order. The number of columns follows from the number of
 * snapshots alone, never from the values.
 *
 * @param parts at least one, none twice
 */
public record InputSpec(List<InputPart> parts) {
  public InputSpec {
    parts = List.copyOf(parts);
    Require.that(!parts.isEmpty(), "The input spec has no parts; name at least one, such as curve");
    Require.that(
        new HashSet<>(parts).size() == parts.size(),
        "The input spec %s names a part twice; each may stand once",
        parts);
  }

  /** Reads parts such as {@code graph:rolled/degree/raw}, {@code change:…} and {@code curve}. */
  public static InputSpec parse(List<String> parts) {
    return new InputSpec(parts.stream().map(InputPart::parse).toList());
  }

  /** As {@link #parse(List)}. */
  public static InputSpec parse(String... parts) {
    return parse(List.of(parts));
  }

  /**
   * How far the weights have moved since the start and since the previous epoch, and how unevenly;
   * and more parts behind that.
   */
  public static InputSpec movement(String... more) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                "movement:rolled-since-start/degree/raw",
                "movement:rolled-since-previous/degree/raw",
                "spread:rolled-since-start/eigenvector/raw",
                "spread:rolled-since-previous/eigenvector/raw"));
    parts.addAll(List.of(more));
    return parse(parts);
  }

  /** The parts as {@link #parse(List)} reads them. */
  public List<String> texts() {
    return parts.stream().map(InputPart::toString).toList();
  }

  /** The columns' names for a window of so many snapshots; may be empty for one snapshot. */
  public List<String> names(int snapshots) {
    Require.that(snapshots > 0, "snapshots is %s; it must be at least 1", snapshots);
    return parts.stream().flatMap(part -> part.names(snapshots).stream()).toList();
  }

  /**
   * What a predictor sees of an observation.
   *
   * @return the columns' values, all finite, in the order of {@link #names}
   * @throws IllegalArgumentException when a signature is missing or a column is NaN or infinite;
   *     the message names it
   */
  public double[] columns(Observation observation) {
    double[] columns =
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.values(observation))).toArray();
    Require.finite(columns, i -> "Column " + names(observation.snapshots()).get(i));
    return columns;
  }
}
