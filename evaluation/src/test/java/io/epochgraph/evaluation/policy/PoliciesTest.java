package io.epochgraph.evaluation.policy;

import static io.epochgraph.evaluation.policy.Sweeps.epochs;
import static io.epochgraph.evaluation.policy.Sweeps.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each policy decides where it is known by hand; one run trains at a time, in order. */
final class PoliciesTest {

  private static final double[] LONG = {0.3, 0.3, 0.3, 0.3, 0.3};

  @Test
  void shouldBePatient() {
    assertThat(
            epochs(
                new Patience(2),
                run("falls", 0.3, 0.2, 0.2, 0.4),
                run("equals", 0.3, 0.3, 0.3, 0.4),
                run("rises", 0.1, 0.1, 0.2, 0.2, 0.3)))
        .containsExactly(3, 3, 5);
  }

  /**
   * At rung 1: a and b go on, fewer than three have come; c is third of three; d is first of four,
   * of whom two go on; e is third of five, f second of six. At rung 3: a, b, d and f have come, in
   * this order, and f is the worst of four.
   */
  @Test
  void shouldHalveSuccessively() {
    assertThat(
            epochs(
                new Asha(3),
                run("a", 0.2, 0.2, 0.35, 0.35),
                run("b", 0.3, 0.3, 0.30, 0.35),
                run("c", 0.1, 0.9, 0.90, 0.90),
                run("d", 0.4, 0.4, 0.40, 0.40),
                run("e", 0.2, 0.9, 0.90, 0.90),
                run("f", 0.35, 0.1, 0.10, 0.90)))
        .containsExactly(4, 4, 1, 4, 1, 3);
  }

  @Test
  void shouldHaveRungsAtPowersOnly() {
    PlayedRun good = run("good", 0.5, 0.5, 0.5, 0.5, 0.5);
    PlayedRun falls = run("falls", 0.5, 0.5, 0.1, 0.1, 0.5);
    assertThat(epochs(new Asha(2), good, falls)).containsExactly(5, 4);
  }

  /**
   * Of the first two the means up to epoch 1, 2 and 3 are 0.2, 0.25, 0.3 and 0.4, 0.4, 0.4: medians
   * 0.3, 0.325 and 0.35. Those that were stopped do not count.
   */
  @Test
  void shouldStopBelowTheMedianOfMeans() {
    assertThat(
            epochs(
                new MedianStopping(2),
                run("one", 0.2, 0.3, 0.4),
                run("two", 0.4, 0.4, 0.4),
                run("below", 0.29, 0.9, 0.9),
                run("later", 0.31, 0.32, 0.9),
                run("best counts", 0.35, 0.1, 0.1)))
        .containsExactly(3, 3, 1, 2, 3);
  }

  @Test
  void shouldNotStopBeforeEnoughHaveCompleted() {
    assertThat(epochs(new MedianStopping(2), run("one", LONG), run("worse", 0.1, 0.1, 0.1)))
        .containsExactly(5, 3);
  }

  /** Of one, two and three the best goes on, of four the best two. */
  @Test
  void shouldKeepTheBestShareAfterOneEpoch() {
    assertThat(
            epochs(
                new OneEpoch(0.3),
                run("a", 0.2, 0.2),
                run("b", 0.1, 0.9),
                run("c", 0.3, 0.3),
                run("d", 0.25, 0.2),
                run("equal", 0.3, 0.3)))
        .containsExactly(2, 1, 2, 2, 2);
  }

  @Test
  void shouldStopWhereTheBoundIsBelowTheBestSeen() {
    var bounds =
        new UpperBounds(
            Map.of(
                "first", new TreeMap<>(Map.of(1, 0.05)),
                "hopeless", new TreeMap<>(Map.of(1, 0.31, 2, 0.29)),
                "equal", new TreeMap<>(Map.of(1, 0.3)),
                "better than said", new TreeMap<>(Map.of(1, 0.2))));
    assertThat(
            epochs(
                new ForecastStopping("f", bounds),
                run("first", LONG),
                run("hopeless", 0.1, 0.1, 0.1, 0.1),
                run("equal", 0.1, 0.1, 0.1),
                run("better than said", 0.35, 0.3, 0.4),
                run("unknown", 0.1, 0.1)))
        .containsExactly(5, 2, 3, 3, 2);
  }

  /** The bound of epoch 1 is above the best then, and below it when the other run has risen. */
  @Test
  void shouldHoldTheLatestBoundAgainstWhatIsSeenLater() {
    var bounds = new UpperBounds(Map.of("slow", new TreeMap<>(Map.of(1, 0.3))));
    PlayedSweep sweep =
        new Playback(2)
            .play(
                List.of(run("rises", 0.2, 0.3, 0.4, 0.4), run("slow", 0.1, 0.1, 0.1, 0.1)),
                new ForecastStopping("f", bounds));
    assertThat(epochs(sweep)).containsExactly(4, 3);
  }

  @Test
  void shouldStopDivergedRunsAtOnce() {
    var diverges = new PlayedRun("nan", new double[] {0.1, 0.1, 0.1, 0.1}, 2);
    assertThat(epochs(new ForecastStopping("f", new UpperBounds(Map.of())), diverges))
        .containsExactly(2);
    assertThat(epochs(new Asha(3), diverges)).containsExactly(3);
  }

  @Test
  void shouldFillInBoundsOfOthers() {
    var some = new UpperBounds(Map.of("a", new TreeMap<>(Map.of(1, 0.5))));
    var others =
        new UpperBounds(
            Map.of("a", new TreeMap<>(Map.of(1, 0.9, 2, 0.4)), "b", new TreeMap<>(Map.of(1, 0.2))));
    assertThat(some.otherwise(others).byRun())
        .isEqualTo(Map.of("a", Map.of(1, 0.5, 2, 0.4), "b", Map.of(1, 0.2)));
  }
}
