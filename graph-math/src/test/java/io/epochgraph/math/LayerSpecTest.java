package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LayerSpecTest {

  @Test
  void shouldDescribeGroupedConvolution() {
    LayerSpec shape = new LayerSpec("g", LayerKind.CONVOLUTION, new int[] {8, 3, 5, 5}, 4);
    assertThat(shape.outputs()).isEqualTo(8);
    assertThat(shape.inputs()).isEqualTo(12);
    assertThat(shape.rows()).isEqualTo(8);
    assertThat(shape.kernelSize()).isEqualTo(25);
    assertThat(shape.rowLength()).isEqualTo(75);
    assertThat(shape.weights()).isEqualTo(600);
  }

  @Test
  void shouldDescribePoolingAsNothing() {
    LayerSpec shape = LayerSpec.pooling("p");
    assertThat(shape.rows()).isZero();
    assertThat(shape.rowLength()).isZero();
    assertThat(shape.inputs()).isZero();
    assertThat(shape.weights()).isZero();
  }

  @Test
  void shouldCompareByContentAndStayImmutable() {
    int[] dimensions = {2, 3};
    LayerSpec shape = new LayerSpec("fc", LayerKind.LINEAR, dimensions, 1);
    dimensions[0] = 7;
    shape.weightShape()[1] = 9;
    assertThat(shape).isEqualTo(LayerSpec.linear("fc", 2, 3));
    assertThat(shape).hasSameHashCodeAs(LayerSpec.linear("fc", 2, 3));
    assertThat(shape).isNotEqualTo(LayerSpec.linear("fc", 3, 2));
  }

  @Test
  void shouldRefuseWhatDoesNotAgree() {
    assertRefused(LayerKind.LINEAR, 1, "expected [out, in]", 2, 3, 1, 1);
    assertRefused(LayerKind.CONVOLUTION, 1, "expected [out, in / groups, kernel...]", 2, 3);
    assertRefused(LayerKind.POOLING, 1, "expected []", 2, 2);
    assertRefused(LayerKind.LINEAR, 1, "[0, 3]: every dimension must be positive", 0, 3);
    assertRefused(LayerKind.LINEAR, 1, "every dimension must be positive", 2, -3);
    assertRefused(LayerKind.LINEAR, 2, "groups must not be 2", 2, 3);
    assertRefused(LayerKind.CONVOLUTION, 0, "groups must not be 0", 2, 3, 1);
    assertRefused(LayerKind.CONVOLUTION, 3, "3 groups do not divide 4", 4, 3, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.pooling(" "))
        .withMessage("layer name ' ' is blank");
  }

  @Test
  void shouldRefuseMoreWeightsThanCanBeCounted() {
    int large = 1 << 20;
    assertRefused(LayerKind.CONVOLUTION, 1, "can be counted", 1, large, large);
    assertRefused(LayerKind.CONVOLUTION, large, "can be counted", large, large, 1);
  }

  private static void assertRefused(LayerKind kind, int groups, String message, int... shape) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec("name", kind, shape, groups))
        .withMessageContaining("layer 'name'")
        .withMessageContaining(message);
  }
}
