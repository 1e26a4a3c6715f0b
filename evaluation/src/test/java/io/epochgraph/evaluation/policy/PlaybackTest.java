package io.epochgraph.evaluation.policy;

import static io.epochgraph.evaluation.policy.Sweeps.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlaybackTest {

  private static final List<PlayedRun> RUNS =
      List.of(run("a", 0.2, 0.3, 0.25), run("b", 0.1), run("c", 0.4, 0.5), run("d", 0.2, 0.2));

  /** Notes when it is asked, and stops one run at one epoch. */
  private record Noting(String stopped, int at, List<String> asked) implements StoppingPolicy {

    @Override
    public String name() {
      return "noting";
    }

    @Override
    public boolean stops(Progress run, PlayedSweep sweep) {
      asked.add(run.run() + run.epoch());
      return run.run().equals(stopped) && run.epoch() == at;
    }
  }

  @Test
  void shouldTrainEveryRunToItsEndWhereNothingIsStopped() {
    PlayedSweep sweep = new Playback(2).play(RUNS, new Never());

    assertThat(Sweeps.epochs(sweep)).containsExactly(3, 1, 2, 2);
    assertThat(sweep.epochs()).isEqualTo(8);
    assertThat(sweep.best()).isEqualTo(0.5);
    assertThat(sweep.runs()).extracting(Progress::state).containsOnly(Progress.State.ENDED);
  }

  /** Ticks: a1 b1; a2 c1; a3 c2; d1 (beside nothing); d2. No one is asked of a last epoch. */
  @Test
  void shouldGiveAFreePlaceToTheNextRun() {
    var policy = new Noting("", 0, new ArrayList<>());
    new Playback(2).play(RUNS, policy);
    assertThat(policy.asked()).containsExactly("a1", "a2", "c1", "d1");
  }

  @Test
  void shouldCountAStoppedRunWithWhatItHadReached() {
    var policy = new Noting("c", 1, new ArrayList<>());
    PlayedSweep sweep = new Playback(4).play(RUNS, policy);

    assertThat(Sweeps.epochs(sweep)).containsExactly(3, 1, 1, 2);
    assertThat(sweep.best()).isEqualTo(0.4);
    assertThat(sweep.runs().get(2).state()).isEqualTo(Progress.State.STOPPED);
  }

  @Test
  void shouldNotShowWhatIsToCome() {
    PlayedSweep sweep = new Playback(1).play(RUNS, new Noting("a", 2, new ArrayList<>()));

    Progress stopped = sweep.runs().getFirst();
    assertThat(stopped.accuracy(2)).isEqualTo(0.3);
    assertThat(stopped.mean(2)).isEqualTo(0.25);
    assertThat(stopped.best(1)).isEqualTo(0.2);
    assertThatThrownBy(() -> stopped.accuracy(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epoch 3 of run a: want 0 to 2, which it has trained");
  }

  @Test
  void shouldPassOverUnknownAccuracies() {
    PlayedRun gaps = run("gaps", 0.2, Double.NaN, 0.4);
    PlayedSweep sweep = new Playback(1).play(List.of(gaps), new Never());

    assertThat(gaps.best()).isEqualTo(0.4);
    assertThat(sweep.runs().getFirst().mean(2)).isEqualTo(0.2);
    assertThat(sweep.runs().getFirst().best(2)).isEqualTo(0.2);
    assertThat(sweep.best()).isEqualTo(0.4);
  }

  @Test
  void shouldRefuseARunWithoutAnyAccuracy() {
    assertThatThrownBy(() -> run("blank", Double.NaN, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run blank");
  }
}
