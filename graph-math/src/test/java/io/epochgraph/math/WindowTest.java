package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final List<Integer> NONE = List.of();
  private static final List<Integer> TWO = List.of(2, 2);

  @Test
  void shouldTakeMissingNumbersAsDefaults() {
    assertThat(Window.NONE.stride(1)).isEqualTo(1);
    assertThat(Window.NONE.dilation(1)).isEqualTo(1);
    assertThat(Window.NONE.paddingBefore(1)).isZero();
    assertThat(Window.NONE.paddingAfter(1, 2)).isZero();
    assertThat(Window.NONE.outputPadding(1)).isZero();
  }

  @Test
  void shouldPadBothEndsAlikeOrEachByItsOwn() {
    assertThat(Window.of(NONE, List.of(3, 4), NONE).paddingAfter(1, 2)).isEqualTo(4);
    Window uneven = Window.of(NONE, List.of(0, 1, 2, 3), NONE);
    assertThat(uneven.paddingBefore(1)).isEqualTo(1);
    assertThat(uneven.paddingAfter(1, 2)).isEqualTo(3);
  }

  @Test
  void shouldFitTheLayersAxes() {
    LayerSpec conv = LayerSpec.convolution("conv", 1, 1, 2, 2);
    refuses(
        () -> conv.sliding(Window.of(List.of(1), NONE, NONE)),
        "layer 'conv': stride [1]: want 2 numbers or none");
    refuses(() -> conv.sliding(Window.of(NONE, List.of(1, 1, 1), NONE)), "padding [1, 1, 1]");
    refuses(() -> conv.sliding(Window.pooling(TWO, TWO, NONE)), "kernel");
    refuses(() -> LayerSpec.pooling("pool").sliding(Window.of(TWO, NONE, NONE)), "no kernel");
    refuses(
        () -> LayerSpec.linear("fc", 2, 2).sliding(Window.pooling(TWO, TWO, NONE)),
        "does not slide");
  }

  @Test
  void shouldRefuseNumbersOutOfRange() {
    refuses(() -> Window.of(List.of(0, 1), NONE, NONE), "stride [0, 1]: want each 1 or more");
    refuses(() -> Window.of(NONE, List.of(-1), NONE), "padding [-1]: want each 0 or more");
  }

  private static void refuses(Runnable made, String... words) {
    assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContainingAll(words);
  }
}
