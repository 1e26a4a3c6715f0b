package io.epochgraph.networks.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes messages of onnx.proto, right ones and wrong ones. */
final class OnnxWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A model with one input, of shape [1, 3, 8, 8]. */
  static byte[] model(Consumer<OnnxWriter> graph) {
    return new OnnxWriter()
        .integer(1, 8)
        .message(
            7,
            g -> {
              graph.accept(g);
              g.message(11, input -> input.text(1, "x").message(2, OnnxWriter::image));
              g.message(12, output -> output.text(1, "y"));
            })
        .bytes();
  }

  private static void image(OnnxWriter type) {
    type.message(
        1,
        tensor ->
            tensor
                .integer(1, 1)
                .message(
                    2,
                    shape -> {
                      for (int extent : new int[] {1, 3, 8, 8}) {
                        shape.message(1, dimension -> dimension.integer(1, extent));
                      }
                    }));
  }

  /** A node that gives {@code output}. */
  OnnxWriter node(
      String operator, String output, Consumer<OnnxWriter> attributes, String... inputs) {
    return message(
        1,
        node -> {
          for (String input : inputs) {
            node.text(1, input);
          }
          node.text(2, output).text(3, "node " + output).text(4, operator);
          attributes.accept(node);
        });
  }

  /** A node without attributes. */
  OnnxWriter node(String operator, String output, String... inputs) {
    return node(operator, output, node -> {}, inputs);
  }

  /** An attribute of integers. */
  OnnxWriter attribute(String name, long... values) {
    return message(
        5,
        attribute -> {
          attribute.text(1, name);
          for (long value : values) {
            attribute.integer(values.length == 1 ? 3 : 8, value);
          }
        });
  }

  /** An initialiser of floats 1, 2, 3, ... */
  OnnxWriter floats(String name, long... dims) {
    return message(5, tensor -> tensor.tensor(name, 1, dims).raw(9, ascending(dims)));
  }

  /** An initialiser of integers. */
  OnnxWriter longs(String name, long... values) {
    return message(
        5,
        tensor -> {
          tensor.tensor(name, 7, values.length);
          for (long value : values) {
            tensor.integer(7, value);
          }
        });
  }

  /** What a tensor begins with. */
  OnnxWriter tensor(String name, int type, long... dims) {
    for (long extent : dims) {
      integer(1, extent);
    }
    return integer(2, type).text(8, name);
  }

  static byte[] ascending(long... dims) {
    int count = 1;
    for (long extent : dims) {
      count *= Math.toIntExact(extent);
    }
    var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= count; i++) {
      bytes.putFloat(i);
    }
    return bytes.array();
  }

  OnnxWriter integer(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  OnnxWriter text(int field, String text) {
    return raw(field, text.getBytes(StandardCharsets.UTF_8));
  }

  OnnxWriter message(int field, Consumer<OnnxWriter> content) {
    var message = new OnnxWriter();
    content.accept(message);
    return raw(field, message.bytes());
  }

  OnnxWriter raw(int field, byte[] bytes) {
    varint(((long) field << 3) | 2);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
