package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerShape;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublishedLayerTest {

  private static final List<Integer> TWO = List.of(2, 2);

  @Test
  void shouldWantTheBytesThatTheShapeTakes() {
    var shape = LayerShape.linear("fc", 2, 3);
    refuses(
        () -> PublishedLayer.linear(shape, DType.F16, ByteBuffer.allocate(13)),
        "'fc'",
        "13 bytes of weights: want 12 bytes");
    refuses(
        () ->
            PublishedLayer.linear(
                LayerShape.linear("fc", Integer.MAX_VALUE, Integer.MAX_VALUE),
                DType.F32,
                ByteBuffer.allocate(0)),
        "more than can be published");
    refuses(
        () -> new PublishedLayer(shape, LayerWindow.NONE, null, ByteBuffer.allocate(0)),
        "dtype null: want one of [F32, F16, BF16]");
  }

  @Test
  void shouldWantAWindowThatFitsTheKind() {
    var conv = LayerShape.convolution("conv", 1, 1, 2, 2);
    var weights = ByteBuffer.allocate(16);
    var pooling = new LayerWindow(TWO, TWO, List.of(), List.of());
    refuses(() -> PublishedLayer.convolution(conv, pooling, DType.F32, weights), "kernel");
    refuses(
        () ->
            PublishedLayer.convolution(
                conv,
                new LayerWindow(List.of(), List.of(1), List.of(), List.of()),
                DType.F32,
                weights),
        "layer conv: stride [1]: want 2 numbers or none");
    refuses(() -> PublishedLayer.pooling("pool", LayerWindow.NONE), "no kernel");
    refuses(
        () ->
            new PublishedLayer(
                LayerShape.linear("fc", 2, 2), pooling, DType.F32, ByteBuffer.allocate(16)),
        "a window");
    refuses(
        () -> new LayerWindow(TWO, List.of(0, 1), List.of(), List.of()),
        "stride [0, 1]: want each 1 or more");
  }

  @Test
  void shouldLeaveTheCallersBufferAlone() {
    ByteBuffer weights = ByteBuffer.allocate(32).position(8);
    var layer = PublishedLayer.linear(LayerShape.linear("fc", 2, 3), DType.F32, weights);
    RowChunk.of(layer);
    RowChunk.of(layer);
    assertThat(weights.position()).isEqualTo(8);
  }

  @Property(tries = 200)
  void shouldCutIntoChunksOfWholeRows(
      @ForAll @IntRange(min = 1, max = 700) int rows,
      @ForAll @IntRange(min = 1, max = 3000) int inputs,
      @ForAll DType dtype) {
    var bytes = new byte[rows * inputs * dtype.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 1000);
    }
    var layer =
        PublishedLayer.linear(LayerShape.linear("fc", rows, inputs), dtype, ByteBuffer.wrap(bytes));

    var whole = ByteBuffer.allocate(bytes.length);
    int row = 0;
    for (RowChunk chunk : RowChunk.of(layer)) {
      assertThat(chunk.firstRow()).isEqualTo(row);
      assertThat(chunk.data().length)
          .isEqualTo(chunk.rows() * inputs * dtype.bytes())
          .isLessThanOrEqualTo(RowChunk.MAX_BYTES);
      row += chunk.rows();
      whole.put(chunk.data());
    }
    assertThat(row).isEqualTo(rows);
    assertThat(whole.array()).isEqualTo(bytes);
  }

  private static void refuses(ThrowingCallable made, String... parts) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
