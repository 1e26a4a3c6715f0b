package io.epochgraph.networks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

  private static final byte[] WHOLE =
      new SafetensorsWriter()
          .tensor("a", "F32", new byte[24], 2, 3)
          .tensor("empty", "I64", new byte[0], 0, 7)
          .tensor("b", "BF16", new byte[] {1, 2}, 1)
          .tensor("scalar", "U8", new byte[] {9})
          .toBytes();

  private static Path fuzzed;

  @TempDir private Path directory;

  @BeforeContainer
  static void createFile() throws IOException {
    fuzzed = Files.createTempFile("fuzzed-", ".safetensors");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(fuzzed);
  }

  @Test
  void shouldReadWhatTheHeaderDescribes() throws IOException {
    Path file = Files.write(directory.resolve("a.safetensors"), WHOLE);
    try (var tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.names()).containsExactly("a", "empty", "b", "scalar");
      assertThat(tensors.tensor("a"))
          .isEqualTo(new TensorEntry("a", ElementType.F32, List.of(2L, 3L), 0, 24));
      assertThat(tensors.bytes("b")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
      assertThat(tensors.bytes("scalar")).isEqualTo(ByteBuffer.wrap(new byte[] {9}));
      assertThat(tensors.bytes("empty").remaining()).isZero();
      assertThatThrownBy(() -> tensors.tensor("c"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": no tensor c: it has [a, empty, b, scalar]");
    }
  }

  @Test
  void shouldAcceptMetadataAndPadding() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}     ";
    Path file = Files.write(directory.resolve("m"), SafetensorsWriter.file(header, new byte[] {5}));
    try (var tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.names()).containsExactly("a");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}            | tensor "a": data_offsets [0, 4] hold 4 bytes: shape [2] of F32 wants 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}            | tensor "a" begins at byte 4: want 0, where the header ends
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}} | tensor "b" begins at byte 2: want 4, where tensor "a" ends
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[0],"data_offsets":[6,6]}} | tensor "b" begins at byte 6: want 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}            | 8 bytes follow the header: its tensors want 4
          {"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}           | 8 bytes follow the header: its tensors want 20
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}            | data_offsets [8, 0]: want 0 or more
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}           | data_offsets [-8, 0]: want 0 or more
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}           | shape [-2]: want extents of 0 or more
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | shape [4294967296, 4294967296] of F32: more bytes than a file can have
          {"a":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}} | shape "[18446744073709551618]": want an array of whole numbers below 2^63
          {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}          | shape "[2.0]": want an array of whole numbers
          {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}              | shape "2": want an array
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}          | data_offsets [0, 4, 8]: want [begin, end]
          {"a":{"dtype":"F32","shape":[2]}}                                 | data_offsets "": want an array
          {"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}            | tensor "a": dtype "\\"F33\\"": want one of [BOOL
          {"a":[]}                                                          | tensor "a": data_offsets "": want an array
          {"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} | the header is no JSON: Duplicate field 'a'
          {"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} {}          | the header is no JSON: Trailing token
          [1]                                                               | the header is a JSON ARRAY: want an object
          {"a":                                                             | the header is no JSON: Unexpected end-of-input
          """)
  void shouldRefuseAHeaderThatIsWrong(String header, String message) throws IOException {
    Path file = directory.resolve("wrong.safetensors");
    Files.write(file, SafetensorsWriter.file(header, new byte[8]));
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message.replace("\\\"", "\""));
  }

  @Test
  void shouldRefuseAHeaderLongerThanTheFile() throws IOException {
    byte[] bytes = WHOLE.clone();
    Arrays.fill(bytes, 0, 8, (byte) 0xff);
    Path file = Files.write(directory.resolve("long"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "a header of 18446744073709551615 bytes: want at most %d, in a file of %d"
                .formatted(bytes.length - 8, bytes.length));
  }

  @Test
  void shouldRefuseAFileWithoutALength() throws IOException {
    Path file = Files.write(directory.resolve("short"), new byte[7]);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": 7 bytes: want at least the 8 of the header's length");
  }

  @Test
  void shouldTellAMissingFileFromABadOne() {
    assertThatThrownBy(() -> SafetensorsFile.open(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Property(tries = 2000)
  void shouldRefuseOrReadWhateverIsFlipped(
      @ForAll @IntRange(max = 1000) int first,
      @ForAll byte replaced,
      @ForAll @IntRange(max = 1000) int second,
      @ForAll byte replacedToo)
      throws IOException {
    byte[] bytes = WHOLE.clone();
    bytes[first % bytes.length] = replaced;
    bytes[second % bytes.length] = replacedToo;
    openAndReadAll(bytes);
  }

  @Property(tries = 300)
  void shouldRefuseWhateverIsCutOff(@ForAll @IntRange(max = 1000) int length) throws IOException {
    byte[] cut = Arrays.copyOf(WHOLE, length % WHOLE.length);
    assertThat(openAndReadAll(cut)).as("a file cut to %d bytes is read", cut.length).isFalse();
  }

  @Property(tries = 500)
  void shouldRefuseOrReadAnyBytes(@ForAll byte[] bytes) throws IOException {
    openAndReadAll(bytes);
  }

  /** Whether it could be read; anything but the documented exception goes up. */
  private static boolean openAndReadAll(byte[] bytes) throws IOException {
    Files.write(fuzzed, bytes);
    try (var file = SafetensorsFile.open(fuzzed)) {
      for (String name : file.names()) {
        ByteBuffer tensor = file.bytes(name);
        tensor.get(new byte[tensor.remaining()]);
      }
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith(fuzzed + ": ");
      return false;
    }
  }
}
