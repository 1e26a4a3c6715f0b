package io.epochgraph.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Lenet5Test {

  @Test
  void shouldHaveThePapersShapesOnPaddedImages() {
    NetworkDescription lenet = Lenet5.describe(1, 28, 28, 10, 0.3);

    assertThat(lenet.input()).isEqualTo(new FeatureShape(1, 32, 32));
    assertThat(lenet.geometry())
        .extracting(layer -> layer.name() + Arrays.toString(layer.weightShape()))
        .containsExactly(
            "conv1[6, 1, 5, 5]",
            "pool1[]",
            "conv2[16, 6, 5, 5]",
            "pool2[]",
            "fc1[120, 400]",
            "fc2[84, 120]",
            "fc3[10, 84]");
    assertThat(lenet.output()).isEqualTo(FeatureShape.vector(10));
  }

  @Test
  void shouldDescribeWindowsForTheGraph() {
    List<LayerSpec> layers = Lenet5.describe(3, 32, 32, 10, 0).geometry();

    List<Integer> one = List.of(1, 1);
    List<Integer> none = List.of(0, 0);
    List<Integer> two = List.of(2, 2);
    assertThat(layers.get(0))
        .isEqualTo(LayerSpec.convolution("conv1", 6, 3, 5, 5).sliding(Window.of(one, none, one)));
    assertThat(layers.get(1))
        .isEqualTo(LayerSpec.pooling("pool1").sliding(new Window(two, two, none, one, List.of())));
    assertThat(layers.get(4)).isEqualTo(LayerSpec.linear("fc1", 120, 400));
  }

  @Test
  void shouldWidenItsLinearLayersForManyClasses() {
    assertThat(hidden(84)).containsExactly(120, 84);
    assertThat(hidden(85)).containsExactly(336, 252);
  }

  private static List<Integer> hidden(int classes) {
    List<LayerSpec> layers = Lenet5.describe(3, 32, 32, classes, 0).geometry();
    return layers.subList(4, 6).stream().map(LayerSpec::outputs).toList();
  }

  @Test
  void shouldGrowWithLargerImages() {
    assertThat(Lenet5.describe(3, 64, 64, 10, 0).geometry().get(4).weightShape())
        .containsExactly(120, 16 * 13 * 13);
  }
}
