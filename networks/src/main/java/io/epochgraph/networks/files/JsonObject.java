package io.epochgraph.networks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A JSON object whose keys are known, read with care. */
final class JsonObject {

  private final String what;
  private final JsonNode node;

  /**
   * @param what it is called in messages
   * @throws IllegalArgumentException if it is no object or has another key
   */
  JsonObject(String what, JsonNode node, Set<String> keys) {
    this.what = node.path("name").isTextual() ? what + " " + shown(node.get("name")) : what;
    this.node = node;
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "%s is a JSON %s: want an object".formatted(this.what, node.getNodeType()));
    }
    for (var property : node.properties()) {
      if (!keys.contains(property.getKey())) {
        throw new IllegalArgumentException(
            "%s: key %s: want one of %s"
                .formatted(this.what, Printable.quoted(property.getKey()), new TreeSet<>(keys)));
      }
    }
  }

  Optional<String> text(String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && (!value.isTextual() || value.textValue().isBlank())) {
      throw missing(key, "a text");
    }
    return Optional.ofNullable(value.textValue());
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      if (!element.isTextual()) {
        throw missing(key, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  boolean flag(String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw missing(key, "true or false");
    }
    return value.booleanValue();
  }

  /** A number, or a list of numbers; empty without. */
  List<Integer> numbers(String key, int least) {
    JsonNode value = node.path(key);
    List<JsonNode> numbers = value.isNumber() ? List.of(value) : elements(key);
    if (numbers.stream()
        .anyMatch(
            number ->
                !number.isIntegralNumber()
                    || !number.canConvertToInt()
                    || number.intValue() < least)) {
      throw missing(key, "whole numbers of %d or more".formatted(least));
    }
    return numbers.stream().map(JsonNode::intValue).toList();
  }

  /** A list; empty without. */
  List<JsonNode> elements(String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isArray()) {
      throw missing(key, "a list");
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  IllegalArgumentException missing(String key, String wanted) {
    return new IllegalArgumentException(
        "%s: %s is %s: want %s"
            .formatted(what, key, node.has(key) ? shown(node.get(key)) : "missing", wanted));
  }

  private static String shown(JsonNode value) {
    return Printable.quoted(value.isTextual() ? value.textValue() : value.toString());
  }
}
