package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts explain themselves, down to the last field and symbol. */
class ContractDocsTest {

  static Collection<Schema> schemas() {
    var named = new LinkedHashMap<String, Schema>();
    Topics.LIVE.all().forEach(topic -> collect(topic.valueSchema(), named));
    StateHistory.TYPES.stream().forEach(schema -> collect(schema, named));
    return named.values();
  }

  @Test
  void shouldReachAllContracts() {
    assertThat(schemas())
        .extracting(Schema::getName)
        .contains("ChunkReference", "Hyperparameters", "SmoothedFeature", "Verdict", "Sha256");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldSayWhatEachTypeAndFieldIs(Schema schema) {
    assertThat(schema.getDoc()).as("doc of %s", schema.getFullName()).isNotBlank();
    if (schema.getType() == Schema.Type.RECORD) {
      assertThat(schema.getFields())
          .allSatisfy(field -> assertThat(field.doc()).as("doc of %s", field).isNotBlank());
    }
    if (schema.getType() == Schema.Type.ENUM) {
      assertThat(schema.getEnumSymbols())
          .allSatisfy(symbol -> assertThat(schema.getDoc()).contains(symbol + ":"));
      assertThat(schema.getEnumDefault()).as("what older readers take").isEqualTo("UNKNOWN");
    }
  }

  @Test
  void shouldNameTheTopicThatEachContractTravelsOn() {
    assertThat(Topics.LIVE.all())
        .allSatisfy(
            topic ->
                assertThat(topic.valueSchema().getDoc())
                    .contains("Topic " + topic.name())
                    .contains("key: "));
  }

  private static void collect(Schema schema, Map<String, Schema> named) {
    switch (schema.getType()) {
      case RECORD -> {
        if (named.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), named));
        }
      }
      case ENUM, FIXED -> named.putIfAbsent(schema.getFullName(), schema);
      case UNION -> schema.getTypes().forEach(type -> collect(type, named));
      case ARRAY -> collect(schema.getElementType(), named);
      case MAP -> collect(schema.getValueType(), named);
      default -> {
        // has no name of its own
      }
    }
  }
}
