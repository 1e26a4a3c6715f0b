package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.epochgraph.contract.AbsentGraph;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Graphs of what training has changed, on a linear layer [1, 2]: its degrees are |a|, |b|, |a| +
 * |b|.
 */
class DifferenceGraphsTest {

  private static final double FLOAT = 1e-7;
  private static final String MEGABYTES = "epochgraph.graph.max.megabytes";

  private final ChunksInMemory chunks = new ChunksInMemory();
  private StageDriver stage = stage("since-start,since-previous");

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldCompareWithTheInitialWeightsAndWithTheEpochBefore() {
    send(epoch(0, 1.0f, -2.0f));
    send(epoch(1, 1.5f, -2.0f));
    GraphStatistics second = send(epoch(2, 1.25f, -1.0f));

    assertThat(second.getFeatures())
        .extracting(FeatureStatistics::getRepresentation)
        .containsExactly(
            "rolled",
            "rolled",
            "rolled-since-start",
            "rolled-since-start",
            "rolled-since-previous",
            "rolled-since-previous");
    assertThat(second.getAbsent()).isEmpty();
    assertMeanDegree(second, "rolled-since-start", 2 * (0.25 + 1.0) / 3);
    assertMeanDegree(second, "rolled-since-previous", 2 * (0.25 + 1.0) / 3);
    GraphStatistics third = send(epoch(3, 1.25f, -1.5f));
    assertMeanDegree(third, "rolled-since-start", 2 * (0.25 + 0.5) / 3);
    assertMeanDegree(third, "rolled-since-previous", 2 * 0.5 / 3);
  }

  @Test
  void shouldBeZeroForTheInitialWeights() {
    GraphStatistics first = send(epoch(0, 1.0f, -2.0f));

    assertThat(feature(first, "rolled-since-start", "degree").getWhole().getMean()).isZero();
    assertThat(feature(first, "rolled-since-previous", "eigenvector").getLayers()).hasSize(2);
    assertThat(first.getDiverged()).isFalse();
  }

  @Test
  void shouldSayWhenTheBaselineHasExpired() {
    send(epoch(0, 1.0f, -2.0f));
    send(epoch(1, 1.5f, -2.0f));
    chunks.expire();

    GraphStatistics second = send(epoch(2, 1.25f, -1.0f));

    assertThat(second.getFeatures()).hasSize(2);
    assertThat(second.getAbsent())
        .extracting(AbsentGraph::getRepresentation, AbsentGraph::getCode)
        .containsExactly(
            tuple("rolled-since-start", "BASELINE_EXPIRED"),
            tuple("rolled-since-previous", "BASELINE_EXPIRED"));
    assertThat(second.getAbsent().getFirst().getReason()).startsWith("epoch 0: the log begins at");
    GraphStatistics third = send(epoch(3, 1.25f, -1.5f));
    assertMeanDegree(third, "rolled-since-previous", 2 * 0.5 / 3);
    assertThat(stage.records(TOPICS.deadLetters())).isEmpty();
  }

  @Test
  void shouldSayWhenThereIsNothingToCompareWith() {
    GraphStatistics first = send(epoch(4, 1.0f, -2.0f));
    assertThat(first.getAbsent()).extracting(AbsentGraph::getCode).containsOnly("BASELINE_UNKNOWN");
    assertThat(first.getAbsent()).hasSize(2);

    EpochManifest sparse = epoch(9, 1.0f, -2.5f);
    sparse.setPrevious(new EpochReference(0, 4));
    GraphStatistics second = send(sparse);
    assertMeanDegree(second, "rolled-since-previous", 2 * 0.5 / 3);
    assertThat(second.getAbsent())
        .extracting(AbsentGraph::getReason)
        .containsExactly("epoch 0, the initial weights, was not published");
  }

  @Test
  void shouldSayWhenTheNetworkHasChanged() {
    send(epoch(0, 1.0f, -2.0f));
    EpochManifest other =
        Epochs.network(
            1, "F32", List.of(new int[] {2, 2}), List.of(Epochs.f32(1, 2, 3, 4)), chunks);

    GraphStatistics second = send(other);

    assertThat(second.getAbsent())
        .extracting(AbsentGraph::getCode)
        .containsOnly("BASELINE_DIFFERS");
  }

  @Test
  void shouldStartAnewWithALaterAttempt() {
    send(epoch(0, 1.0f, -2.0f));
    send(epoch(1, 1.5f, -2.0f));
    EpochManifest again = epoch(0, 3.0f, 3.0f);
    again.setAttempt(1);
    renumber(again);
    send(again);
    EpochManifest next = epoch(1, 3.5f, 3.0f);
    next.setAttempt(1);
    next.setPrevious(new EpochReference(1, 0));
    renumber(next);

    GraphStatistics second = send(next);

    assertMeanDegree(second, "rolled-since-start", 2 * 0.5 / 3);
    assertMeanDegree(second, "rolled-since-previous", 2 * 0.5 / 3);
  }

  @Test
  void shouldTakeNoDifferencesWhereNoneAreWanted() {
    stage.close();
    stage = stage("none");
    send(epoch(0, 1.0f, -2.0f));
    GraphStatistics second = send(epoch(1, 1.5f, -2.0f));
    assertThat(second.getFeatures()).hasSize(2);
    assertThat(second.getAbsent()).isEmpty();
  }

  @Test
  void shouldCountDifferencesWhereItRefusesWhatIsTooLarge() {
    stage.close();
    stage = stage(Map.of("epochgraph.graph.differences", "since-start", MEGABYTES, "1"));
    ByteBuffer data = ByteBuffer.allocate(4 * 300 * 300);

    EpochManifest wide =
        Epochs.network(0, "F32", List.of(new int[] {300, 300}), List.of(data), chunks);
    stage.send(TOPICS.epochs(), Epochs.RUN, wide);

    assertThat(stage.records(TOPICS.deadLetters()).getFirst().value().getCode())
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void shouldNameADifferenceThatItDoesNotKnow() {
    assertThatThrownBy(() -> stage("since-yesterday"))
        .hasMessageContaining("difference 'since-yesterday' is unknown")
        .hasMessageContaining("[since-start, since-previous], or none");
  }

  private EpochManifest epoch(int epoch, float a, float b) {
    ByteBuffer data = Epochs.f32(a, b);
    return Epochs.network(epoch, "F32", List.of(new int[] {1, 2}), List.of(data), chunks);
  }

  /** The chunk just sent, as of the manifest's attempt. */
  private void renumber(EpochManifest manifest) {
    manifest
        .getLayers()
        .forEach(
            layer ->
                layer
                    .getChunks()
                    .forEach(chunk -> chunks.reattempt(chunk.getOffset(), manifest.getAttempt())));
  }

  private GraphStatistics send(EpochManifest manifest) {
    stage.send(TOPICS.epochs(), Epochs.RUN, manifest);
    return stage.records(TOPICS.graphStatistics()).getFirst().value();
  }

  private static void assertMeanDegree(GraphStatistics of, String representation, double mean) {
    assertThat(feature(of, representation, "degree").getWhole().getMean())
        .isCloseTo(mean, within(FLOAT));
  }

  private static FeatureStatistics feature(GraphStatistics of, String graph, String feature) {
    return of.getFeatures().stream()
        .filter(it -> it.getRepresentation().equals(graph) && it.getFeature().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  private StageDriver stage(String differences) {
    return stage(Map.of("epochgraph.graph.differences", differences));
  }

  private StageDriver stage(Map<String, String> options) {
    return StageDriver.of(
        new Stage(
            "graph-stream",
            (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)),
        options);
  }
}
