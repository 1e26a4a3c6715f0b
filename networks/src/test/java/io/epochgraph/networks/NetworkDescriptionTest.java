package io.epochgraph.networks;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDescriptionTest {
  private static final FeatureShape INPUT = new FeatureShape(3, 8, 8);

  @Test
  void shouldRefuseALinearLayerOnAnImage() {
    refuses("linear layer fc wants a flat vector, not [3, 8, 8]", new Layer.Linear("fc", 2));
  }

  @Test
  void shouldRefuseAWindowLargerThanTheImage() {
    refuses(
        "does not fit into an extent of 8 pixels",
        new Layer.Convolution("conv", 2, SquareWindow.of(9), 1));
  }

  @Test
  void shouldRefuseGroupsThatDoNotDivideTheChannels() {
    refuses(
        "2 groups do not divide 3 input channels",
        new Layer.Convolution("conv", 2, SquareWindow.of(1), 2));
  }

  @Test
  void shouldRefuseANameUsedTwice() {
    refuses(
        "two layers named conv",
        new Layer.Convolution("conv", 2, SquareWindow.of(1), 1),
        new Layer.Convolution("conv", 2, SquareWindow.of(1), 1));
  }

  @Test
  void shouldRefuseANetworkThatCannotLearn() {
    refuses("no layer with weights", new Layer.MaxPool("pool", SquareWindow.tiling(2)));
  }

  @Test
  void shouldRefuseADropoutRateOfOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Layer.Dropout(1))
        .withMessageContaining("1.0 must lie in [0, 1)");
  }

  @Test
  void shouldRefuseAShortcutOfAnotherShape() {
    refuses(
        "block: its main way gives [4, 8, 8] and its shortcut [3, 8, 8]",
        new Layer.Residual(
            "block", List.of(new Layer.Convolution("conv", 4, SquareWindow.of(1), 1)), List.of()));
  }

  @Test
  void shouldRefuseABlockWithoutWeightsToAddTo() {
    refuses(
        "block: its main way ends with 'pool'",
        new Layer.Residual(
            "block",
            List.of(
                new Layer.Convolution("conv", 3, SquareWindow.of(1), 1),
                new Layer.MaxPool("pool", SquareWindow.of(1))),
            List.of()));
    refuses(
        "block: its main way ends with 'input'",
        new Layer.Residual("block", List.of(new Layer.Relu()), List.of()));
  }

  @Test
  void shouldRefuseAShortcutThatIsNoConvolution() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Layer.Residual("block", List.of(), List.of(new Layer.Relu())))
        .withMessageContaining("block: shortcut [Relu[]]; must be empty, or a convolution");
  }

  private static void refuses(String message, Layer... layers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkDescription("net", INPUT, List.of(layers)))
        .withMessageContaining(message);
  }
}
