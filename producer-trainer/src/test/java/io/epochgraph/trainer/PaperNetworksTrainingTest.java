package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.math.LayerKind;
import io.epochgraph.networks.Networks;
import io.epochgraph.trainer.RunOutcome.Status;
import io.epochgraph.trainer.data.GeneratedImages;
import io.epochgraph.trainer.data.ImageDataset;
import io.epochgraph.trainer.network.LayerWeights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaperNetworksTrainingTest {
  private static final ImageDataset IMAGES = GeneratedImages.dataset(97, 40, 32);

  static Stream<String> networks() {
    return Networks.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldLearnWithDropoutAndRepeatItself(String network) {
    Recording run = train(network);

    assertThat(run.outcome.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.metrics).allMatch(epoch -> Double.isFinite(epoch.validationLoss()));
    assertThat(run.metrics.get(2).trainingLoss()).isLessThan(run.metrics.get(1).trainingLoss());
    assertThat(run.digests).doesNotHaveDuplicates();
    assertThat(train(network).digests).isEqualTo(run.digests);
  }

  @Test
  void shouldPublishShortcutsBesideTheLayersThatTheyAddTo() {
    Recording run = train("resnet32");

    List<LayerWeights> layers = run.last;
    assertThat(layers).extracting(LayerWeights::layer).isEqualTo(run.start.network().geometry());
    assertThat(layers)
        .filteredOn(layer -> layer.layer().kind() == LayerKind.IDENTITY)
        .hasSize(13)
        .allMatch(layer -> layer.bytes().length == 0);
    assertThat(layers)
        .filteredOn(layer -> layer.layer().name().equals("layer2.0.downsample.0"))
        .singleElement()
        .satisfies(layer -> assertThat(layer.bytes()).hasSize(4 * 16 * 32));
  }

  private static Recording train(String network) {
    var recording = new Recording();
    new TrainingRun(IMAGES, new RunSettings("run", "", network, 0.005, 0, 0.1, 32, 2, 0, 3))
        .train(recording);
    return recording;
  }
}
