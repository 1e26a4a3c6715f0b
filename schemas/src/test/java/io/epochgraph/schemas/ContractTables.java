package io.epochgraph.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** All types of the contracts as Markdown. */
final class ContractTables {
  private static final String TITLE =
      """
      # Every field of every record

      Made from the `.avdl` files in `schemas/src/main/avro`; a test compares the two. What the
      records mean together stands in [contracts.md](contracts.md).
      """;

  private ContractTables() {}

  static String markdown() {
    var types = new LinkedHashMap<String, Schema>();
    Topics.LIVE.all().forEach(topic -> collect(topic.valueSchema(), types));
    return types.values().stream()
        .map(ContractTables::section)
        .collect(Collectors.joining("\n", TITLE + "\n", ""));
  }

  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        if (types.putIfAbsent(schema.getName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      case ENUM, FIXED -> types.putIfAbsent(schema.getName(), schema);
      case ARRAY -> collect(schema.getElementType(), types);
      case MAP -> collect(schema.getValueType(), types);
      case UNION -> schema.getTypes().forEach(type -> collect(type, types));
      default -> {
        // a plain value
      }
    }
  }

  private static String section(Schema schema) {
    String heading = "## %s\n\n%s\n".formatted(schema.getName(), schema.getDoc());
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream()
              .map(ContractTables::row)
              .collect(
                  Collectors.joining(
                      "", heading + "\n| Field | Type | Meaning |\n|---|---|---|\n", ""));
      case ENUM -> heading + "\nOne of %s.\n".formatted(schema.getEnumSymbols());
      default -> heading;
    };
  }

  private static String row(Schema.Field field) {
    return "| `%s` | %s | %s |\n"
        .formatted(field.name(), type(field.schema()), field.doc().replace("|", "\\|"));
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED ->
          "[%s](#%s)"
              .formatted(schema.getName(), schema.getName().toLowerCase(java.util.Locale.ROOT));
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().stream().map(ContractTables::type).collect(Collectors.joining(" or "));
      case LONG -> schema.getLogicalType() == null ? "long" : "time in ms";
      default -> schema.getType().getName();
    };
  }
}
