package io.epochgraph.signaturestream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.stage.StageDriver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

  private final StageDriver stage = StageDriver.of(SignatureStreamTopology.STAGE);

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void shouldCountEpochsAlongTheirPredecessors(int step) {
    List<GraphStatistics> chain = Snapshots.chain(Snapshots.RUN, 14, step);
    List<Signature> signatures = send(chain);

    var expected = new ArrayList<String>();
    for (int i = 0; i < chain.size(); i++) {
      expected.add("expanding " + epochs(Math.max(0, i - 9), i, step));
      if (i >= 1) {
        expected.add("width-2 " + epochs(i - 1, i, step));
      }
      if (i >= 2) {
        expected.add("width-3 " + epochs(i - 2, i, step));
      }
    }
    assertThat(signatures)
        .extracting(signature -> signature.getWindow() + " " + signature.getEpochs())
        .containsExactlyElementsOf(expected);
    assertThat(signatures).allSatisfy(of -> assertThat(of.getMissing()).isEmpty());
  }

  @Test
  void shouldCarryWhatTheLastEpochSays() {
    List<GraphStatistics> chain = Snapshots.chain(Snapshots.RUN, 3, 1);
    chain.forEach(of -> stage.send(TOPICS.graphStatistics(), of.getRun(), of));
    var record = stage.records(TOPICS.signatures()).getLast();
    Signature signature = record.value();
    assertThat(record.key()).isEqualTo(Snapshots.RUN);
    assertThat(record.getRecordTime()).isEqualTo(chain.getLast().getTrainedAt());
    assertThat(signature.getDigest()).isEqualTo(chain.getLast().getDigest());
    assertThat(signature.getDescriptor()).isEqualTo(chain.getLast().getDescriptor());
    assertThat(signature.getMetrics())
        .containsExactlyElementsOf(chain.stream().map(GraphStatistics::getMetrics).toList());
  }

  @Test
  void shouldPutTheSnapshotsOneAfterTheOther() {
    Signature signature = send(Snapshots.chain(Snapshots.RUN, 3, 1)).getLast();
    assertThat(values(signature, "degree", "raw", null))
        .containsExactly(
            IntStream.range(0, 3)
                .mapToObj(epoch -> numbers("degree", epoch))
                .flatMapToDouble(Arrays::stream)
                .toArray());
    assertThat(signature.getFeatures())
        .extracting(of -> of.getFeature() + " " + of.getAggregator() + " " + of.getLayer())
        .containsExactly(
            "degree raw null",
            "degree linear null",
            "degree exponential null",
            "degree raw input",
            "degree raw fc1",
            "eigenvector raw null",
            "eigenvector linear null",
            "eigenvector exponential null",
            "eigenvector raw input",
            "eigenvector raw fc1");
    assertThat(values(signature, "degree", "raw", "input")[0])
        .isEqualTo(numbers("degree", 0)[0] / 2);
  }

  /** Σ j·s(j) / Σ j and α·s(τ) + (1 − α)·s(τ − 1), with j = 1 at the first trained snapshot. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void shouldAverageTrainedSnapshotsAndLeaveTheInitialOnesAlone(int step) {
    List<Signature> signatures = send(Snapshots.chain(Snapshots.RUN, 13, step));
    for (Signature signature : signatures) {
      for (String feature : List.of("degree", "eigenvector")) {
        double[] linear = values(signature, feature, "linear", null);
        double[] exponential = values(signature, feature, "exponential", null);
        for (int k = 0; k < linear.length; k++) {
          int last = signature.getEpochs().get(k / 5) / step;
          assertThat(linear[k]).isCloseTo(linear(feature, last, step, k % 5), within(1e-12));
          assertThat(exponential[k])
              .isCloseTo(exponential(feature, last, step, k % 5), within(1e-12));
        }
      }
    }
  }

  @Test
  void shouldLeaveOutWindowsThatNeedAMissingEpochAndSayWhich() {
    List<GraphStatistics> chain = new ArrayList<>(Snapshots.chain(Snapshots.RUN, 15, 1));
    chain.remove(2);
    List<Signature> signatures =
        send(chain).stream().filter(signature -> signature.getEpoch() > 2).toList();

    assertThat(signatures)
        .filteredOn(signature -> signature.getEpoch() <= 5)
        .extracting(signature -> signature.getWindow() + " " + signature.getEpochs())
        .containsExactly("width-2 [3, 4]", "width-2 [4, 5]", "width-3 [3, 4, 5]");
    assertThat(signatures)
        .filteredOn(signature -> signature.getWindow().equals("expanding"))
        .extracting(Signature::getEpochs)
        .containsExactly(epochs(3, 12, 1), epochs(4, 13, 1), epochs(5, 14, 1));
    assertThat(signatures)
        .allSatisfy(
            signature -> {
              assertThat(signature.getMissing()).containsExactly(2);
              assertThat(signature.getFeatures())
                  .as("there is no average across the gap")
                  .extracting(SignatureFeature::getAggregator)
                  .containsOnly("raw");
            });
  }

  @Test
  void shouldSendWhatAnEpochCompletesThatComesLate() {
    List<GraphStatistics> chain = new ArrayList<>(Snapshots.chain(Snapshots.RUN, 5, 1));
    GraphStatistics late = chain.remove(2);
    send(chain);
    List<Signature> signatures = send(List.of(late));
    assertThat(signatures)
        .extracting(signature -> signature.getWindow() + " " + signature.getEpochs())
        .containsExactly(
            "expanding [0, 1, 2]",
            "width-2 [1, 2]",
            "width-3 [0, 1, 2]",
            "expanding [0, 1, 2, 3]",
            "width-2 [2, 3]",
            "width-3 [1, 2, 3]",
            "expanding [0, 1, 2, 3, 4]",
            "width-2 [3, 4]",
            "width-3 [2, 3, 4]");
    assertThat(signatures).allSatisfy(of -> assertThat(of.getMissing()).isEmpty());
    assertThat(values(signatures.get(7), "degree", "linear", null)).hasSize(10);
  }

  @Test
  void shouldForgetGapsThatNoWindowReachesAnyMore() {
    List<GraphStatistics> chain = new ArrayList<>(Snapshots.chain(Snapshots.RUN, 60, 1));
    chain.remove(2);
    List<Signature> signatures = send(chain);
    assertThat(signatures.getLast().getMissing()).isEmpty();
    assertThat(signatures)
        .filteredOn(signature -> signature.getEpoch() == 59)
        .extracting(signature -> signature.getWindow() + " " + signature.getEpochs())
        .containsExactly(
            "expanding " + epochs(50, 59, 1), "width-2 [58, 59]", "width-3 [57, 58, 59]");
  }

  @Test
  void shouldPassOverASnapshotThatComesAgain() {
    List<GraphStatistics> chain = Snapshots.chain(Snapshots.RUN, 3, 1);
    send(chain);
    assertThat(send(chain)).isEmpty();
  }

  @Test
  void shouldGoOnWithAHigherAttempt() {
    send(Snapshots.chain(Snapshots.RUN, 5, 1));
    List<Signature> resumed =
        send(
            List.of(
                Snapshots.of(Snapshots.RUN, 1, 2, new EpochReference(0, 1)),
                Snapshots.of(Snapshots.RUN, 0, 5, new EpochReference(0, 4)),
                Snapshots.of(Snapshots.RUN, 1, 3, new EpochReference(1, 2))));
    assertThat(resumed)
        .extracting(of -> of.getAttempt() + " " + of.getWindow() + " " + of.getEpochs())
        .containsExactly(
            "1 expanding [0, 1, 2]",
            "1 width-2 [1, 2]",
            "1 width-3 [0, 1, 2]",
            "1 expanding [0, 1, 2, 3]",
            "1 width-2 [2, 3]",
            "1 width-3 [1, 2, 3]");
    double[] values = values(resumed.get(4), "degree", "raw", null);
    assertThat(values).startsWith(Snapshots.numbers("degree", 1, 2));
    assertThat(values).endsWith(Snapshots.numbers("degree", 1, 3));
    double average = (numbers("degree", 1)[0] + 2 * Snapshots.numbers("degree", 1, 2)[0]) / 3;
    assertThat(values(resumed.get(4), "degree", "linear", null)[0])
        .isCloseTo(average, within(1e-12));
  }

  @Test
  void shouldBeginAnewWhereAnAttemptDoes() {
    send(Snapshots.chain(Snapshots.RUN, 5, 1));
    assertThat(send(List.of(Snapshots.of(Snapshots.RUN, 1, 0, null))))
        .extracting(Signature::getEpochs)
        .containsExactly(List.of(0));
    assertThat(send(List.of(Snapshots.of(Snapshots.RUN, 1, 1, new EpochReference(1, 0)))))
        .extracting(Signature::getEpochs)
        .containsExactly(List.of(0, 1), List.of(0, 1));
  }

  @Test
  void shouldKeepRunsApartWhoseIdsBeginAlike() {
    var signatures = new ArrayList<Signature>();
    List<String> runs = List.of("run-1", "run-10", "run-1.a", "run-1-b", "run");
    for (int epoch = 0; epoch < 3; epoch++) {
      for (String run : runs) {
        signatures.addAll(send(List.of(Snapshots.chain(run, 3, 1).get(epoch))));
      }
    }
    assertThat(signatures).hasSize(6 * runs.size());
    assertThat(signatures).allSatisfy(of -> assertThat(of.getMissing()).isEmpty());
  }

  @Test
  void shouldSayWhichWindowsHaveDiverged() {
    List<GraphStatistics> chain = new ArrayList<>(Snapshots.chain(Snapshots.RUN, 5, 1));
    chain.set(2, Snapshots.diverged(chain.get(2)));
    List<Signature> signatures = send(chain);
    assertThat(signatures)
        .allSatisfy(
            signature ->
                assertThat(signature.getDiverged()).isEqualTo(signature.getEpochs().contains(2)));
    Signature after = signatures.get(signatures.size() - 2);
    assertThat(after.getEpochs()).containsExactly(3, 4);
    assertThat(values(after, "degree", "raw", null)).doesNotContain(Double.NaN);
    assertThat(values(after, "degree", "linear", null)).containsOnly(Double.NaN);
  }

  @Test
  void shouldRefusePredecessorsThatComeAfter() {
    send(Snapshots.chain(Snapshots.RUN, 2, 1));
    List<GraphStatistics> circles =
        List.of(
            Snapshots.of(Snapshots.RUN, 0, 2, new EpochReference(0, 2)),
            Snapshots.of(Snapshots.RUN, 0, 3, new EpochReference(0, 4)),
            Snapshots.of(Snapshots.RUN, 0, 2, new EpochReference(1, 1)),
            Snapshots.of(Snapshots.RUN, 0, -1, null));
    assertThat(send(circles)).isEmpty();
    List<DeadLetter> letters = stage.deadLetters();
    assertThat(letters).hasSize(4);
    assertThat(letters).extracting(DeadLetter::getCode).containsOnly("INVALID");
    assertThat(letters).extracting(DeadLetter::getEpoch).containsExactly(2, 3, 2, -1);
    assertThat(letters).extracting(DeadLetter::getStage).containsOnly("signature-stream");
    assertThat(send(Snapshots.chain(Snapshots.RUN, 3, 1).subList(2, 3))).hasSize(3);
  }

  private List<Signature> send(List<GraphStatistics> statistics) {
    statistics.forEach(of -> stage.send(TOPICS.graphStatistics(), of.getRun(), of));
    return stage.values(TOPICS.signatures());
  }

  private static List<Integer> epochs(int first, int last, int step) {
    return IntStream.rangeClosed(first, last).map(i -> i * step).boxed().toList();
  }

  private static double[] numbers(String feature, int epoch) {
    return Snapshots.numbers(feature, 0, epoch);
  }

  private static double linear(String feature, int last, int step, int k) {
    if (last == 0) {
      return numbers(feature, 0)[k];
    }
    double sum = 0;
    double weights = 0;
    for (int j = 1; j <= last; j++) {
      sum += j * numbers(feature, j * step)[k];
      weights += j;
    }
    return sum / weights;
  }

  private static double exponential(String feature, int last, int step, int k) {
    double average = numbers(feature, last == 0 ? 0 : step)[k];
    for (int j = 2; j <= last; j++) {
      average = 0.5 * numbers(feature, j * step)[k] + 0.5 * average;
    }
    return average;
  }

  private static double[] values(
      Signature signature, String feature, String aggregator, String layer) {
    return signature.getFeatures().stream()
        .filter(of -> of.getFeature().equals(feature))
        .filter(of -> of.getAggregator().equals(aggregator))
        .filter(of -> java.util.Objects.equals(of.getLayer(), layer))
        .flatMap(of -> of.getValues().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
