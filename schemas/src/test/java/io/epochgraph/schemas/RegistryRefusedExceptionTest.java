package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryRefusedExceptionTest {

  @Test
  void shouldNameRegistryUserOperationAndRemedy() {
    var cluster = cluster("basic.auth.credentials.source", "USER_INFO");
    assertThat(message(cluster, 401))
        .isEqualTo(
            "schema registry https://registry refuses user \"me\" to read schema 7 (HTTP 401): want"
                + " a user and password that it knows, in basic.auth.user.info");
    assertThat(message(cluster, 403))
        .isEqualTo(
            "schema registry https://registry refuses user \"me\" to read schema 7 (HTTP 403): want"
                + " a user that the registry allows that");
  }

  @Test
  void shouldNameTheUserOfThePrefixedSettingsToo() {
    assertThat(message(cluster("schema.registry.basic.auth.credentials.source", "USER_INFO"), 401))
        .contains("refuses user \"me\" to");
  }

  @Test
  void shouldNameTheUserThatKafkaKnows() {
    assertThat(message(cluster("basic.auth.credentials.source", "SASL_INHERIT"), 401))
        .contains("refuses user \"sasl-me\" to")
        .contains("in sasl.jaas.config");
  }

  @Test
  void shouldSayThatNobodyIsNamed() {
    assertThat(message(ClusterSettings.of("kafka:1", "https://registry"), 401))
        .contains("refuses us without a user to read schema 7")
        .contains("want basic.auth.credentials.source=USER_INFO and basic.auth.user.info");
    assertThat(message(cluster("bearer.auth.credentials.source", "STATIC_TOKEN"), 401))
        .contains("refuses the bearer of our token");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 429, 500, 503})
  void shouldTakeOtherAnswersForNoRefusal(int status) {
    assertThat(refusal(cluster("client.id", "me"), status)).isEmpty();
    assertThat(
            RegistryRefusedException.in(
                new IOException("away"), cluster("client.id", "me"), "read schema 7"))
        .isEmpty();
  }

  private static String message(ClusterSettings cluster, int status) {
    String message = refusal(cluster, status).orElseThrow().getMessage();
    assertThat(message).doesNotContain("secret");
    return message;
  }

  private static Optional<RegistryRefusedException> refusal(ClusterSettings cluster, int status) {
    var answer = new RestClientException("no", status, status * 100);
    return RegistryRefusedException.in(
        new SerializationException("reading", answer), cluster, "read schema 7");
  }

  private static ClusterSettings cluster(String name, String value) {
    var properties =
        new HashMap<>(
            Map.of(
                "bootstrap.servers", "kafka:1",
                "schema.registry.url", "https://registry",
                "basic.auth.user.info", "me:secret:1",
                "schema.registry.basic.auth.user.info", "me:secret:1",
                "sasl.jaas.config",
                    "a.b.Scram required\n username=\"sasl-me\" password=\"secret\";"));
    properties.put(name, value);
    return ClusterSettings.from(properties);
  }
}
