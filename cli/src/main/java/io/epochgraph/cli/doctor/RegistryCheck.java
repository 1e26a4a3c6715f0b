package io.epochgraph.cli.doctor;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.epochgraph.schemas.RegistryRefusedException;
import io.epochgraph.schemas.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The registry: answers, has our contracts, and lets nobody break them. */
final class RegistryCheck {

  private static final String AREA = "registry";
  private static final int SCHEMAS_CACHED = 100;
  private static final int NOT_FOUND = 404;
  private static final Set<String> STRICT = Set.of("BACKWARD_TRANSITIVE", "FULL_TRANSITIVE");

  private final Examined cluster;
  private final SchemaRegistryClient registry;

  private RegistryCheck(Examined cluster, SchemaRegistryClient registry) {
    this.cluster = cluster;
    this.registry = registry;
  }

  static List<Finding> all(Examined cluster) {
    String url = cluster.registry();
    try (var client =
        SchemaRegistryClientFactory.newClient(
            List.of(cluster.settings().schemaRegistryUrl()),
            SCHEMAS_CACHED,
            List.of(new AvroSchemaProvider()),
            cluster.settings().registry(),
            Map.of())) {
      return new RegistryCheck(cluster, client).findings(url);
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              AREA,
              url,
              "gives no answer: " + Asking.reason(e),
              "epochgraph up (on this machine), or name another with --schema-registry"));
    } catch (RestClientException e) {
      String reason =
          RegistryRefusedException.in(e, cluster.settings(), "tell its subjects and schemas")
              .map(Asking::reason)
              .orElseGet(() -> "refuses: " + Asking.reason(e));
      return List.of(Finding.fail(AREA, url, reason, ""));
    }
  }

  private List<Finding> findings(String url) throws IOException, RestClientException {
    Collection<String> subjects = registry.getAllSubjects();
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok(AREA, url, "%d subjects".formatted(subjects.size())));
    for (Topic<?> topic : cluster.topics().all()) {
      findings.add(
          subjects.contains(topic.subject())
              ? contract(topic)
              : Finding.fail(
                  AREA, topic.subject(), "no schema is registered", cluster.ours("topics create")));
    }
    return findings;
  }

  private Finding contract(Topic<?> topic) throws IOException, RestClientException {
    Schema ours = topic.valueSchema();
    List<Integer> versions = registry.getAllVersions(topic.subject());
    boolean registered = false;
    for (int version : versions) {
      int id = registry.getSchemaMetadata(topic.subject(), version).getId();
      if (!(registry.getSchemaById(id) instanceof AvroSchema avro)) {
        return Finding.fail(
            AREA, topic.subject(), "version %d is no Avro schema".formatted(version), "");
      }
      registered |= avro.rawSchema().equals(ours);
      var result =
          SchemaCompatibility.checkReaderWriterCompatibility(ours, avro.rawSchema()).getResult();
      if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
        var obstacle = result.getIncompatibilities().getFirst();
        return Finding.fail(
            AREA,
            topic.subject(),
            "this build cannot read version %d of %d: %s at %s. A newer epochgraph may, or somebody registered another schema"
                .formatted(version, versions.size(), obstacle.getMessage(), obstacle.getLocation()),
            "");
      }
    }
    String known = "%d version%s".formatted(versions.size(), versions.size() == 1 ? "" : "s");
    if (!registered) {
      boolean welcome = registry.testCompatibility(topic.subject(), new AvroSchema(ours));
      return welcome
          ? Finding.warn(
              AREA,
              topic.subject(),
              known + ", this build's not among them",
              cluster.ours("topics create"))
          : Finding.fail(
              AREA,
              topic.subject(),
              known + ", and the registry refuses this build's: readers of old records would break",
              "");
    }
    String level = level(topic.subject());
    return STRICT.contains(level)
        ? Finding.ok(AREA, topic.subject(), "%s, %s".formatted(known, level))
        : Finding.warn(
            AREA,
            topic.subject(),
            "compatibility is %s: want BACKWARD_TRANSITIVE, or a new version may be one that cannot read old records"
                .formatted(level),
            cluster.ours("topics create"));
  }

  /** The subject's, or the registry's where it has none. */
  private String level(String subject) throws IOException, RestClientException {
    try {
      return registry.getCompatibility(subject);
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND) {
        throw e;
      }
      return registry.getCompatibility(null);
    }
  }
}
