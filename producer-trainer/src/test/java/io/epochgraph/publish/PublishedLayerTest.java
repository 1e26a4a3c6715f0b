package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
        () -> PublishedLayer.of(shape, null, ByteBuffer.allocate(24)),
        "dtype null: want one of [F32, F16, BF16]");
    refuses(
        () -> PublishedLayer.of(LayerSpec.pooling("pool"), DType.F32, ByteBuffer.allocate(0)),
        "dtype F32: want none");
  }

  @Test
  void shouldLeaveTheCallersBufferAlone() {
    ByteBuffer weights = ByteBuffer.allocate(32).position(8);
    var layer = PublishedLayer.of(LayerSpec.linear("fc", 2, 3), DType.F32, weights);
    assertThat(RowChunk.of(layer)).hasSize(1);
    assertThat(RowChunk.of(layer)).hasSize(1);
    assertThat(weights.position()).isEqualTo(8);
  }

  @Test
  void shouldReadALayerOfMoreThanABufferHoldsChunkByChunk() {
    int inputs = 8192;
    int rows = 100_000;
    var asked = new ArrayList<Integer>();
    var layer =
        PublishedLayer.of(
            LayerSpec.linear("fc", rows, inputs),
            DType.F32,
            (first, count) -> {
              asked.add(count);
              return ByteBuffer.allocate(count * inputs * Float.BYTES);
            });
    assertThat(layer.weightBytes()).isEqualTo(3_276_800_000L);
    assertThat(RowChunk.count(layer)).isEqualTo(6250);
    assertThat(RowChunk.of(layer).limit(3).map(RowChunk::firstRow)).containsExactly(0, 16, 32);
    assertThat(asked).containsExactly(16, 16, 16);
    assertThat(RowChunk.of(layer).skip(6249).findFirst().orElseThrow().firstRow())
        .isEqualTo(99_984);
  }

  @Test
  void shouldRefuseRowsThatAreTooShort() {
    var layer =
        PublishedLayer.of(
            LayerSpec.linear("fc", 2, 3), DType.F32, (first, count) -> ByteBuffer.allocate(23));
    refuses(() -> RowChunk.of(layer).toList(), "'fc'", "23 bytes in 2 rows: want 24");
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
    List<RowChunk> chunks = RowChunk.of(layer).toList();
    assertThat(chunks).hasSize(RowChunk.count(layer));
    for (RowChunk chunk : chunks) {
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
