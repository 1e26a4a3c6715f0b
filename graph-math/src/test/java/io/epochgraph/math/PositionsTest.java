package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final List<Integer> NONE = List.of();

  private static Positions positions(int[] input, LayerSpec... layers) {
    return Positions.of(Network.of(List.of(layers)), input);
  }

  private static int[] input(int... shape) {
    return shape;
  }

  @Test
  void shouldFollowStridesPaddingAndDilation() {
    Positions positions =
        positions(
            input(3, 32, 32),
            LayerSpec.convolution("conv1", 96, 3, 7, 7)
                .sliding(Window.of(List.of(2, 2), List.of(2, 2), NONE)),
            LayerSpec.pooling("pool1").sliding(Window.pooling(List.of(3, 3), List.of(2, 2), NONE)),
            LayerSpec.convolution("conv2", 8, 96, 3, 2)
                .sliding(Window.of(NONE, List.of(1, 0, 0, 3), List.of(2, 1))),
            LayerSpec.pooling("pool2"),
            LayerSpec.linear("fc", 10, 8));
    assertThat(positions.shape(0)).containsExactly(96, 15, 15);
    assertThat(positions.shape(1)).containsExactly(96, 7, 7);
    assertThat(positions.shape(2)).containsExactly(8, 4, 9);
    assertThat(positions.count(2)).isEqualTo(36);
    assertThat(positions.shape(3)).containsExactly(8, 1, 1);
    assertThat(positions.shape(4)).containsExactly(10, 1, 1);
    assertThat(positions.count(-1)).isEqualTo(1024);
  }

  @Test
  void shouldFollowTransposedConvolutions() {
    var window = new Window(NONE, List.of(2), List.of(1), List.of(2), List.of(1));
    var up =
        new LayerSpec(
            "up",
            LayerKind.TRANSPOSED_CONVOLUTION,
            new int[] {2, 4, 3},
            1,
            window,
            List.of(),
            Optional.empty(),
            false);
    assertThat(positions(input(2, 5), up).shape(0)).containsExactly(4, 8 - 2 + 4 + 1 + 1);
  }

  @Test
  void shouldFollowThreeAxes() {
    Positions positions =
        positions(input(1, 4, 5, 6), LayerSpec.convolution("conv", 2, 1, 1, 2, 3));
    assertThat(positions.shape(0)).containsExactly(2, 4, 4, 4);
  }

  @Test
  void shouldTakeLinearLayersFlattenedOrPositionByPosition() {
    Positions positions =
        positions(
            input(2, 3, 3),
            LayerSpec.convolution("conv", 4, 2, 1, 1),
            LayerSpec.linear("each", 5, 4).behind("conv"),
            LayerSpec.linear("all", 6, 36).behind("conv"));
    assertThat(positions.shape(1)).containsExactly(5, 3, 3);
    assertThat(positions.shape(2)).containsExactly(6);
  }

  @Test
  void shouldTakeUnflattenedShapeOfFlatInput() {
    LayerSpec linear = LayerSpec.linear("fc", 5, 18);
    assertThat(positions(input(2, 3, 3), linear).shape(0)).containsExactly(5);
    assertThat(positions(input(18), linear).shape(0)).containsExactly(5);
  }

  @Test
  void shouldJoinFlatOutputsAndSinglePositions() {
    Positions positions =
        positions(
            input(2, 3, 3),
            LayerSpec.convolution("conv", 4, 2, 1, 1),
            LayerSpec.linear("flat", 6, 36).behind("conv"),
            LayerSpec.pooling("pool").behind("conv"),
            LayerSpec.linear("both", 3, 10).behind("flat", "pool"),
            LayerSpec.convolution("excite", 2, 10, 1, 1).behind("flat", "pool"));
    assertThat(positions.shape(4)).containsExactly(2, 1, 1);
    assertThat(positions.count(3)).isEqualTo(1);
  }

  @Test
  void shouldRefuseInputsOfAnotherShape() {
    LayerSpec conv = LayerSpec.convolution("conv", 4, 2, 3, 3);
    assertRefused(
        "input shape [3, 8, 8]: want [2, spatial...] with up to 3 spatial axes and 2147483647"
            + " nodes, as the first layers take 2 channels",
        input(3, 8, 8),
        conv);
    assertRefused("input shape [2, 0, 8]: want [2, spatial...]", input(2, 0, 8), conv);
    assertRefused("input shape [2, 65536, 65536]:", input(2, 65536, 65536), conv);
    assertRefused("input shape []: want [2, spatial...]", input(), conv);
    assertRefused(
        "layer 'conv' slides along 2 spatial axes, but is given [2, 8]; want as many axes behind"
            + " the channels",
        input(2, 8),
        conv);
  }

  @Test
  void shouldRefuseWindowsThatDoNotFit() {
    assertRefused(
        "layer 'conv' gives 0 positions along spatial axis 1, a kernel of 5 over 4 with Window[",
        input(2, 8, 4),
        LayerSpec.convolution("conv", 4, 2, 3, 5));
  }

  @Test
  void shouldRefuseLinearLayersThatFitNeitherWay() {
    assertRefused(
        "layer 'fc' takes 8 inputs, but is given [4, 3, 3]; want 36, or 4 to work position by"
            + " position",
        input(2, 3, 3),
        LayerSpec.convolution("conv", 4, 2, 1, 1),
        LayerSpec.linear("fc", 5, 8));
  }

  @Test
  void shouldRefuseToJoinOrAddDifferentPositions() {
    LayerSpec small = LayerSpec.convolution("small", 2, 2, 3, 3);
    LayerSpec large = LayerSpec.convolution("large", 2, 2, 1, 1).behind(Network.INPUT);
    assertRefused(
        "layer 'join' takes [2, 2, 2] of layer 'small' and [2, 4, 4] of layer 'large' together;"
            + " want equal positions",
        input(2, 4, 4),
        small,
        large,
        LayerSpec.convolution("join", 1, 4, 1, 1).behind("small", "large"));
    assertRefused(
        "layer 'add' gives [2, 4, 4], but is added to [2, 2, 2] of layer 'small'; want equal"
            + " positions",
        input(2, 4, 4),
        small,
        LayerSpec.identity("add", Network.INPUT, "small"));
  }

  @Test
  void shouldRefuseMoreNodesThanCanBeCounted() {
    assertRefused(
        "layer 'conv' gives [100000, 1000, 1000], more nodes than 2147483647",
        input(1, 1000, 1000),
        LayerSpec.convolution("conv", 100_000, 1, 1, 1));
  }

  private static void assertRefused(String message, int[] input, LayerSpec... layers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> positions(input, layers))
        .withMessageContaining(message);
  }
}
