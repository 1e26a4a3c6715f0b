package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a dataset's file holds, reading it gives values or an error that names the file. */
class DatasetFilesFuzzTest {

  private static final int IDX_MAGIC = 0x0803;

  private static Path directory;

  @BeforeContainer
  static void create() throws IOException {
    directory = Files.createTempDirectory("fuzzed-data-");
  }

  @AfterContainer
  static void delete() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Property(tries = 300)
  void shouldReadOrRefuseAnyIdxFile(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    ByteBuffer bytes = ByteBuffer.allocate(16 + random.nextInt(200));
    random.nextBytes(bytes.array());
    bytes.putInt(0, random.nextInt(8) == 0 ? random.nextInt() : IDX_MAGIC);
    for (int dimension = 1; dimension <= 3; dimension++) {
      int extent = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(8);
      bytes.putInt(dimension * Integer.BYTES, extent);
    }
    String name = random.nextInt(8) == 0 ? "images.gz" : "images";
    Path file = Files.write(directory.resolve(name), cut(bytes.array(), random));
    try {
      IdxFile read = IdxFile.read(file, 3);
      assertThat(read.values()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }

  @Property(tries = 100)
  void shouldReadOrRefuseAnyImage(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    var bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);
    byte[][] beginnings = {{(byte) 0xff, (byte) 0xd8, (byte) 0xff}, {'B', 'M'}, {'G', 'I', 'F'}};
    byte[] beginning = beginnings[random.nextInt(beginnings.length)];
    System.arraycopy(beginning, 0, bytes, 0, Math.min(beginning.length, bytes.length));
    Path file = Files.write(directory.resolve("image.jpeg"), bytes);
    try {
      assertThat(ImageFile.pixels(file, 3, 4, 4)).hasSize(48);
    } catch (IOException | IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }

  private static byte[] cut(byte[] bytes, Random random) {
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
