package io.epochgraph.signaturestream;

import io.epochgraph.contract.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which epochs a signature spans. Windows count published epochs along each one's {@code previous},
 * so that a run that publishes every fifth epoch has no gaps.
 *
 * @param label its name in the contracts
 * @param most snapshots in it
 * @param growing whether it begins with the run's first epoch as long as the run is younger than
 *     that; else there is no window yet
 */
record Window(String label, int most, boolean growing) {

  /** From the first epoch on; from the eleventh snapshot on, the last ten. */
  static final Window EXPANDING = new Window("expanding", 10, true);

  /** Those of a live stage: the expanding one, and the widths of the paper's regressions. */
  static final String BY_DEFAULT = "expanding,width-2,width-3";

  /** A third of the snapshots that are kept would be 10; so epochs may still come late. */
  private static final int WIDEST = 20;

  private static final Pattern SIZED = Pattern.compile("(width|expanding)-(\\d{1,3})");

  /**
   * Reads {@code expanding}, {@code expanding-N} (from the first epoch on, at most the last N
   * snapshots) or {@code width-N} (N consecutive snapshots).
   *
   * @throws IllegalArgumentException for anything else, and where N is not 1 to 20
   */
  static Window parse(String label) {
    if (label.equals(EXPANDING.label)) {
      return EXPANDING;
    }
    Matcher sized = SIZED.matcher(label);
    int most = sized.matches() ? Integer.parseInt(sized.group(2)) : 0;
    if (most < 1 || most > WIDEST) {
      throw new IllegalArgumentException(
          "window \"%s\": want expanding, expanding-N or width-N with N from 1 to %d"
              .formatted(label, WIDEST));
    }
    return new Window(label, most, sized.group(1).equals(EXPANDING.label));
  }

  /**
   * The window that ends with {@code last}, in order, or nothing where it is not complete: a
   * snapshot is missing, or the run is not yet as old as the window is wide.
   */
  Optional<List<Snapshot>> endingWith(Snapshot last, RunSnapshots snapshots) {
    var chain = new ArrayList<Snapshot>();
    Optional<Snapshot> next = Optional.of(last);
    while (next.isPresent()) {
      Snapshot snapshot = next.get();
      chain.addFirst(snapshot);
      if (chain.size() == most) {
        return Optional.of(chain);
      }
      if (snapshot.getStatistics().getPrevious() == null) {
        return growing ? Optional.of(chain) : Optional.empty();
      }
      next = snapshots.before(snapshot);
    }
    return Optional.empty();
  }
}
