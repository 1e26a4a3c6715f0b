package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.local.BrokerSecurity;
import io.epochgraph.local.EmbeddedBroker;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Role;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker that lets nobody do anything without being told, and a registry with a password. */
final class SecuredCluster implements AutoCloseable {

  static final String ADMIN = "admin";
  static final String MATRIX = "matrix-";
  static final String BROKER = "broker";

  private static final String STORE_PASSWORD = "store-Geheimnis-1";
  private static final String REGISTRY_PASSWORD = "registry-Geheimnis-2:@";

  private final Path directory;
  private final Certificates certificates;
  private final EmbeddedBroker broker;
  private final GuardedRegistry registry;
  private final String registryPath;

  private SecuredCluster(Path directory, LocalCluster plain) throws Exception {
    this.directory = directory;
    certificates =
        Certificates.make(
            directory,
            STORE_PASSWORD,
            List.of(BROKER, Role.GRAPH_STREAM.label(), Role.DASHBOARD.label()));
    var users = new HashMap<String, String>();
    users.put(ADMIN, password(ADMIN));
    for (Role role : Role.values()) {
      users.put(role.label(), password(role.label()));
      users.put(MATRIX + role.label(), password(MATRIX + role.label()));
    }
    broker =
        EmbeddedBroker.start(
            directory.resolve("broker"),
            new BrokerSecurity(
                certificates.keyStore(BROKER),
                certificates.trustStore(),
                STORE_PASSWORD,
                users,
                List.of(BROKER, ADMIN),
                AuditedAuthorizer.class.getName()));
    URI address = URI.create(plain.schemaRegistryUrl());
    registryPath = address.getPath();
    registry = new GuardedRegistry(address, registryUserInfo(), certificates, BROKER);
  }

  /** Starts one with the registry of {@code plain} behind the guard. */
  static SecuredCluster start(Path directory, LocalCluster plain) throws Exception {
    return new SecuredCluster(directory, plain);
  }

  /** What of that which must be seen nowhere is seen in {@code text}. */
  static List<String> seenIn(String text) {
    var encoder = Base64.getEncoder();
    return Stream.of(
            "Geheimnis",
            encoder.encodeToString(registryUserInfo().getBytes(StandardCharsets.UTF_8)),
            encoder.encodeToString(REGISTRY_PASSWORD.getBytes(StandardCharsets.UTF_8)))
        .filter(text::contains)
        .toList();
  }

  /** Grants every role what the table says, to the user of its name, and creates the topics. */
  void prepare() throws Exception {
    run(ADMIN, "acls", "--create");
    var table = new AccessTable(Topics.LIVE, Topics.LIVE.prefix());
    int entries = 0;
    for (Role role : Role.values()) {
      entries += table.bindings(role, "User:" + role.label()).size();
    }
    int all = entries;
    try (Admin admin = Admin.create(ClusterSettings.from(withPassword(ADMIN)).kafka())) {
      Waiting.until(
          "the broker knows what it allows",
          () -> admin.describeAcls(AclBindingFilter.ANY).values().get().size(),
          known -> known == all);
    }
    run(Role.OPERATOR.label(), "topics", "create", "--partitions", "2");
  }

  /** Runs a command as {@code user}, in this JVM; it must succeed. */
  void run(String user, String... command) throws Exception {
    var whole = new ArrayList<>(List.of(command));
    whole.add("--config");
    whole.add(file(user, withPassword(user)).toString());
    assertThat(Main.commandLine().execute(whole.toArray(String[]::new))).as("%s", whole).isZero();
  }

  GuardedRegistry registry() {
    return registry;
  }

  /** What a user with a password sets. */
  Map<String, String> withPassword(String user) {
    var properties = common();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "SCRAM-SHA-512");
    properties.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password(user)));
    return properties;
  }

  /** What a user with a certificate sets. */
  Map<String, String> withCertificate(String user) {
    var properties = withoutCertificate();
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put("ssl.keystore.location", certificates.keyStore(user).toString());
    properties.put("ssl.keystore.password", STORE_PASSWORD);
    return properties;
  }

  /** What nobody gets in with where certificates are asked for. */
  Map<String, String> withoutCertificate() {
    var properties = common();
    properties.put("bootstrap.servers", broker.mutualTlsBootstrapServers());
    properties.put("security.protocol", "SSL");
    return properties;
  }

  /** Writes a properties file that only its owner reads. */
  Path file(String name, Map<String, String> properties) throws IOException {
    Path file = directory.resolve(name + ".properties");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var stored = new Properties();
    stored.putAll(properties);
    try (Writer writer = Files.newBufferedWriter(file)) {
      stored.store(writer, null);
    }
    return file;
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }

  private Map<String, String> common() {
    var properties = new HashMap<String, String>();
    Stream.of("", "schema.registry.")
        .forEach(
            prefix -> {
              properties.put(prefix + "ssl.truststore.type", "PKCS12");
              properties.put(
                  prefix + "ssl.truststore.location", certificates.trustStore().toString());
              properties.put(prefix + "ssl.truststore.password", STORE_PASSWORD);
            });
    properties.put("schema.registry.url", registry.url(registryPath));
    properties.put("basic.auth.credentials.source", "USER_INFO");
    properties.put("basic.auth.user.info", registryUserInfo());
    return properties;
  }

  private static String registryUserInfo() {
    return "epochgraph:" + REGISTRY_PASSWORD;
  }

  private static String password(String user) {
    return user + "-Geheimnis-3";
  }
}
