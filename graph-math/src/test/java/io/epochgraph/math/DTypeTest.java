package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DTypeTest {

  @Test
  void shouldDecodeKnownBytes() {
    assertThat(decode(DType.F32, 0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x20, 0xc1))
        .containsExactly(1f, -10f);
    assertThat(decode(DType.F16, 0x00, 0x3c, 0x00, 0xc9, 0x01, 0x00, 0x00, 0x7c))
        .containsExactly(1f, -10f, 0x1p-24f, Float.POSITIVE_INFINITY);
    assertThat(decode(DType.BF16, 0x80, 0x3f, 0x20, 0xc1, 0xc0, 0x7f))
        .containsExactly(1f, -10f, Float.NaN);
  }

  @Property
  void shouldBringFloatsBackToTheLastBit(@ForAll float[] values) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    float[] decoded = new float[values.length];
    DType.F32.decode(buffer, decoded, 0, values.length);
    assertThat(decoded).containsExactly(values);
  }

  @Test
  void shouldMovePastWhatItReadWhateverTheBuffersOrder() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 0, 0x3c, 0, 0x40, 9});
    buffer.position(1);
    float[] decoded = {7, 7, 7, 7};
    DType.F16.decode(buffer, decoded, 1, 2);
    assertThat(decoded).containsExactly(7, 1, 2, 7);
    assertThat(buffer.position()).isEqualTo(5);
    assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
  }

  @Test
  void shouldKnowTypesByName() {
    for (DType type : DType.values()) {
      assertThat(DType.of(type.name())).isSameAs(type);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.of("F64"))
        .withMessage("dtype 'F64' is unknown; expected one of [F32, F16, BF16]");
  }

  @Test
  void shouldRefuseBuffersAndArraysThatAreTooShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.F32.decode(ByteBuffer.allocate(7), new float[2], 0, 2))
        .withMessage("7 bytes remain; 2 elements of F32 take 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.F32.decode(ByteBuffer.allocate(8), new float[2], 1, 2))
        .withMessage("2 elements at offset 1 do not fit an array of 2");
  }

  private static float[] decode(DType type, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    float[] decoded = new float[bytes.length / type.bytes()];
    type.decode(buffer.flip(), decoded, 0, decoded.length);
    return decoded;
  }
}
