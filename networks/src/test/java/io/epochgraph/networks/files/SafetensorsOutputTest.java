package io.epochgraph.networks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsOutputTest {

  private static final int[][] LENET5 = {
    {6, 3, 5, 5}, {16, 6, 5, 5}, {120, 400}, {84, 120}, {10, 84}
  };
  private static final List<String> NAMES = List.of("conv1", "conv2", "fc1", "fc2", "fc3");

  @TempDir private Path directory;

  @Test
  void shouldWriteWhatItsReaderReads() throws IOException {
    List<TensorBytes> tensors = lenet5();
    Path file = directory.resolve("lenet5.safetensors");

    SafetensorsOutput.write(file, tensors);

    try (var read = NetworkFile.open(file, NetworkFileOptions.NONE.withNetwork("lenet5"))) {
      for (TensorBytes tensor : tensors) {
        float[] values = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        assertThat(read.values(tensor.name())).containsExactly(values);
      }
    }
  }

  @Test
  void shouldReplaceALongerFile() throws IOException {
    Path file = directory.resolve("m.safetensors");
    SafetensorsOutput.write(file, lenet5());
    var scalar = new TensorBytes("w", DType.F32, List.of(1), ByteBuffer.allocate(Float.BYTES));

    SafetensorsOutput.write(file, List.of(scalar));

    assertThat(file.toFile().length()).isLessThan(100);
  }

  @Test
  void shouldRefuseBytesThatDoNotFillTheShapeAndNamesGivenTwice() {
    assertThatThrownBy(
            () -> new TensorBytes("w", DType.F16, List.of(2, 3), ByteBuffer.allocate(10)))
        .hasMessage("tensor w: 10 bytes: want 12, as shape [2, 3] in F16 has");
    var tensor = new TensorBytes("w", DType.F32, List.of(1), ByteBuffer.allocate(4));
    assertThatThrownBy(
            () -> SafetensorsOutput.write(directory.resolve("m"), List.of(tensor, tensor)))
        .hasMessageContaining("two tensors named w");
  }

  private static List<TensorBytes> lenet5() {
    var random = new SplittableRandom(1);
    List<TensorBytes> tensors = new ArrayList<>();
    for (int i = 0; i < LENET5.length; i++) {
      List<Integer> shape = new ArrayList<>();
      int size = 1;
      for (int extent : LENET5[i]) {
        shape.add(extent);
        size *= extent;
      }
      ByteBuffer data = ByteBuffer.allocate(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
      while (data.hasRemaining()) {
        data.putFloat((float) random.nextGaussian());
      }
      tensors.add(new TensorBytes(NAMES.get(i) + ".weight", DType.F32, shape, data.flip()));
    }
    return tensors;
  }
}
