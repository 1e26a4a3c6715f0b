package io.epochgraph.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a broker knows its clients and keeps them from what they may not do. Whatever no access
 * control list allows is denied.
 *
 * <p>A certificate's principal is its common name: {@code CN=trainer} is {@code User:trainer}.
 *
 * @param keyStore the broker's key and certificate, PKCS12, for the name 127.0.0.1
 * @param trustStore the certificates it trusts, its own among them, PKCS12
 * @param storePassword of both
 * @param users passwords of users with one, by name; they count when the directory is new
 * @param superUsers names of those who may do everything, by password or by certificate, the
 *     broker's own certificate's among them
 * @param authorizer class of Kafka's authorizer
 */
public record BrokerSecurity(
    Path keyStore,
    Path trustStore,
    String storePassword,
    Map<String, String> users,
    List<String> superUsers,
    String authorizer) {

  private static final String MECHANISM = "SCRAM-SHA-512";

  /** Copies users and superusers. */
  public BrokerSecurity {
    users = Map.copyOf(users);
    superUsers = List.copyOf(superUsers);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "BrokerSecurity[keyStore=%s, trustStore=%s, users=%s, superUsers=%s, authorizer=%s]"
        .formatted(keyStore, trustStore, users.keySet(), superUsers, authorizer);
  }

  List<String> scramArguments() {
    return users.entrySet().stream()
        .map(
            user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
        .toList();
  }

  Map<String, String> toProperties(int port, int mutualTlsPort, int controllerPort) {
    String listeners =
        "CLIENTS://127.0.0.1:%d,MUTUAL://127.0.0.1:%d".formatted(port, mutualTlsPort);
    String controller = BrokerConfig.CONTROLLER_LISTENER;
    return Map.ofEntries(
        Map.entry(
            "listeners", listeners + ",%s://127.0.0.1:%d".formatted(controller, controllerPort)),
        Map.entry("advertised.listeners", listeners),
        Map.entry(
            "listener.security.protocol.map",
            "CLIENTS:SASL_SSL,MUTUAL:SSL,%s:SSL".formatted(controller)),
        Map.entry("inter.broker.listener.name", "MUTUAL"),
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry(
            "listener.name.clients.scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
        Map.entry("ssl.client.auth", "required"),
        Map.entry("listener.name.clients.ssl.client.auth", "none"),
        Map.entry("ssl.keystore.type", "PKCS12"),
        Map.entry("ssl.keystore.location", keyStore.toString()),
        Map.entry("ssl.keystore.password", storePassword),
        Map.entry("ssl.key.password", storePassword),
        Map.entry("ssl.truststore.type", "PKCS12"),
        Map.entry("ssl.truststore.location", trustStore.toString()),
        Map.entry("ssl.truststore.password", storePassword),
        Map.entry("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT"),
        Map.entry("authorizer.class.name", authorizer),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        Map.entry(
            "super.users", String.join(";", superUsers.stream().map(it -> "User:" + it).toList())));
  }
}
