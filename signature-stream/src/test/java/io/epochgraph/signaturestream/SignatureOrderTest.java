package io.epochgraph.signaturestream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Signature;
import io.epochgraph.stage.StageDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** In whatever order epochs arrive, the same signatures come out. */
class SignatureOrderTest {

  private static final int EPOCHS = 14;

  private static StageDriver stage;
  private static int runs;

  @BeforeContainer
  static void open() {
    stage = StageDriver.of(SignatureStreamTopology.STAGE);
  }

  @AfterContainer
  static void close() {
    stage.close();
  }

  @Property(tries = 60)
  void shouldNotDependOnTheOrderOfArrival(
      @ForAll @IntRange(min = 1, max = 7) int step, @ForAll long seed) {
    Map<String, Signature> inOrder = latest(Snapshots.chain(nextRun(), EPOCHS, step));
    List<GraphStatistics> shuffled = new ArrayList<>(Snapshots.chain(nextRun(), EPOCHS, step));
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(latest(shuffled)).isEqualTo(inOrder);
  }

  @Property(tries = 60)
  void shouldSendExactlyTheWindowsWhoseEpochsArrived(
      @ForAll Set<@IntRange(max = EPOCHS - 1) Integer> lost, @ForAll long seed) {
    List<GraphStatistics> arrived = new ArrayList<>(Snapshots.chain(nextRun(), EPOCHS, 1));
    arrived.removeIf(statistics -> lost.contains(statistics.getEpoch()));
    Collections.shuffle(arrived, new Random(seed));

    var expected = new HashSet<String>();
    for (int end = 0; end < EPOCHS; end++) {
      add(expected, "expanding", Math.max(0, end - 9), end, lost);
      add(expected, "width-2", end - 1, end, lost);
      add(expected, "width-3", end - 2, end, lost);
    }
    assertThat(latest(arrived).values())
        .extracting(signature -> signature.getWindow() + " " + signature.getEpochs())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void add(
      Set<String> expected, String window, int first, int end, Set<Integer> lost) {
    List<Integer> epochs = IntStream.rangeClosed(first, end).boxed().toList();
    if (first >= 0 && Collections.disjoint(epochs, lost)) {
      expected.add(window + " " + epochs);
    }
  }

  private static String nextRun() {
    return "run-" + runs++;
  }

  /** The last signature of each window and epoch, without the run's name and the gaps it saw. */
  private static Map<String, Signature> latest(List<GraphStatistics> statistics) {
    statistics.forEach(of -> stage.send(TOPICS.graphStatistics(), of.getRun(), of));
    var latest = new TreeMap<String, Signature>();
    for (Signature signature : stage.values(TOPICS.signatures())) {
      latest.put(
          signature.getWindow() + " " + signature.getEpoch(),
          Signature.newBuilder(signature).setRun("any").setMissing(List.of()).build());
    }
    return latest;
  }
}
