package io.epochgraph.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.trainer.network.LayerGeometry.Kind;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class Lenet5Test {

  @Test
  void shouldHaveThePapersShapesOnPaddedImages() {
    NetworkDescription lenet = Lenet5.describe(1, 28, 28, 10, 0.3);

    assertThat(lenet.input()).isEqualTo(new FeatureShape(1, 32, 32));
    assertThat(lenet.geometry())
        .extracting(LayerGeometry::name, LayerGeometry::weightShape)
        .containsExactly(
            tuple("conv1", 6, 1, 5, 5),
            tuple("pool1"),
            tuple("conv2", 16, 6, 5, 5),
            tuple("pool2"),
            tuple("fc1", 120, 400),
            tuple("fc2", 84, 120),
            tuple("fc3", 10, 84));
    assertThat(lenet.output()).isEqualTo(FeatureShape.vector(10));
  }

  @Test
  void shouldDescribeWindowsForTheGraph() {
    List<LayerGeometry> layers = Lenet5.describe(3, 32, 32, 10, 0).geometry();

    assertThat(layers.get(0))
        .isEqualTo(
            new LayerGeometry(
                "conv1",
                Kind.CONVOLUTION,
                List.of(6, 3, 5, 5),
                List.of(),
                List.of(1, 1),
                List.of(0, 0),
                List.of(1, 1),
                1));
    assertThat(layers.get(1))
        .isEqualTo(
            new LayerGeometry(
                "pool1",
                Kind.POOLING,
                List.of(),
                List.of(2, 2),
                List.of(2, 2),
                List.of(0, 0),
                List.of(1, 1),
                1));
    assertThat(layers.get(4).stride()).isEmpty();
  }

  @Test
  void shouldGrowWithLargerImages() {
    assertThat(Lenet5.describe(3, 64, 64, 100, 0).geometry().get(4).weightShape())
        .containsExactly(120, 16 * 13 * 13);
  }

  private static Tuple tuple(String name, Integer... shape) {
    return Assertions.tuple(name, List.of(shape));
  }
}
