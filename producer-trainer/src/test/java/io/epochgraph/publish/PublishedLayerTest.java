package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublishedLayerTest {

  @Test
  void shouldWantTheBytesThatTheShapeTakes() {
    var shape = LayerSpec.linear("fc", 2, 3);
    refuses(
        () -> PublishedLayer.of(shape, DType.F16, ByteBuffer.allocate(13)),
        "'fc'",
        "13 bytes of weights: want 12 bytes");
    refuses(
        () ->
            PublishedLayer.of(
                LayerSpec.linear("fc", Integer.MAX_VALUE, Integer.MAX_VALUE),
                DType.F32,
                ByteBuffer.allocate(0)),
        "more than can be published");
    refuses(
        () -> new PublishedLayer(shape, null, ByteBuffer.allocate(0)),
        "dtype null: want one of [F32, F16, BF16]");
    refuses(
        () -> PublishedLayer.of(LayerSpec.pooling("pool"), DType.F32, ByteBuffer.allocate(0)),
        "dtype F32: want none");
  }

  @Test
  void shouldLeaveTheCallersBufferAlone() {
    ByteBuffer weights = ByteBuffer.allocate(32).position(8);
    var layer = PublishedLayer.of(LayerSpec.linear("fc", 2, 3), DType.F32, weights);
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
        PublishedLayer.of(LayerSpec.linear("fc", rows, inputs), dtype, ByteBuffer.wrap(bytes));

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
