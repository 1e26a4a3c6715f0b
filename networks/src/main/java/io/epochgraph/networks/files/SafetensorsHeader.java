package io.epochgraph.networks.files;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file. What is accepted describes the data exactly: every byte
 * belongs to one tensor.
 */
final class SafetensorsHeader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String METADATA = "__metadata__";
  private static final Comparator<TensorEntry> BY_PLACE =
      Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end);

  private SafetensorsHeader() {}

  /**
   * The tensors by name, in the header's order.
   *
   * @param json the header's bytes
   * @param dataBytes bytes that follow the header
   * @throws IllegalArgumentException if the header is not one, or does not fit the data
   */
  static Map<String, TensorEntry> parse(byte[] json, long dataBytes) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("the header is no JSON: " + firstLine(e), e);
    }
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          "the header is a JSON %s: want an object".formatted(root.getNodeType()));
    }
    var tensors = new LinkedHashMap<String, TensorEntry>();
    for (var property : root.properties()) {
      if (!property.getKey().equals(METADATA)) {
        tensors.put(property.getKey(), entry(property.getKey(), property.getValue()));
      }
    }
    checkCoverage(tensors.values().stream().sorted(BY_PLACE).toList(), dataBytes);
    return tensors;
  }

  private static TensorEntry entry(String name, JsonNode node) {
    try {
      List<Long> offsets = numbers(node, "data_offsets");
      if (offsets.size() != 2) {
        throw new IllegalArgumentException("data_offsets %s: want [begin, end]".formatted(offsets));
      }
      return new TensorEntry(
          name, type(node.path("dtype")), numbers(node, "shape"), offsets.get(0), offsets.get(1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tensor %s: %s".formatted(Printable.quoted(name), e.getMessage()), e);
    }
  }

  private static ElementType type(JsonNode node) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(node.textValue())) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "dtype %s: want one of %s"
            .formatted(Printable.quoted(node.toString()), Arrays.toString(ElementType.values())));
  }

  private static List<Long> numbers(JsonNode tensor, String field) {
    JsonNode array = tensor.path(field);
    var numbers = new ArrayList<Long>();
    boolean right = array.isArray();
    for (JsonNode number : array) {
      right &= number.isIntegralNumber() && number.canConvertToLong();
      numbers.add(number.longValue());
    }
    if (!right) {
      throw new IllegalArgumentException(
          "%s %s: want an array of whole numbers below 2^63"
              .formatted(field, Printable.quoted(array.toString())));
    }
    return numbers;
  }

  private static void checkCoverage(List<TensorEntry> byPlace, long dataBytes) {
    long covered = 0;
    String before = "the header";
    for (TensorEntry tensor : byPlace) {
      if (tensor.begin() != covered) {
        throw new IllegalArgumentException(
            "tensor %s begins at byte %d: want %d, where %s ends"
                .formatted(Printable.quoted(tensor.name()), tensor.begin(), covered, before));
      }
      covered = tensor.end();
      before = "tensor " + Printable.quoted(tensor.name());
    }
    if (covered != dataBytes) {
      throw new IllegalArgumentException(
          "%d bytes follow the header: its tensors want %d".formatted(dataBytes, covered));
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
