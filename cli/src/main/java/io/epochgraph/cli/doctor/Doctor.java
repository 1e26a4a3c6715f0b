package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Looks at a cluster from Kafka to the dead letters, and says what to mend. It writes nothing,
 * joins no group, and does with what it may see: a check that is denied is a finding of its own.
 */
public final class Doctor {

  private static final int PATIENCE_MILLIS = 6_000;
  private static final Duration OPEN_TRANSACTION = Duration.ofSeconds(30);

  private final Examined cluster;
  private final String version;
  private final InstantSource clock;
  private final Duration openTransaction;
  private final Optional<Role> role;

  private Doctor(
      Examined cluster,
      String version,
      InstantSource clock,
      Duration openTransaction,
      Optional<Role> role) {
    this.cluster = cluster;
    this.version = version;
    this.clock = clock;
    this.openTransaction = openTransaction;
    this.role = role;
  }

  /**
   * For {@code cluster}.
   *
   * @param version of what runs here, for people
   * @param role that the principal which asks is meant to play
   */
  public static Doctor of(Examined cluster, String version, Optional<Role> role) {
    return new Doctor(cluster, version, InstantSource.system(), OPEN_TRANSACTION, role);
  }

  /** The same, which has a word to say on transactions that are open for {@code time}. */
  Doctor withOpenTransactions(Duration time) {
    return new Doctor(cluster, version, clock, time, role);
  }

  /** All findings, in the order in which they were made. Takes some seconds. */
  public List<Finding> examine() {
    var findings = new ArrayList<Finding>();
    findings.add(BrokerCheck.versions(version));
    Map<String, Object> config = cluster.settings().kafka();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    try (Admin admin = Admin.create(config)) {
      int brokers = BrokerCheck.brokers(cluster, admin, findings).size();
      if (brokers > 0) {
        kafka(admin, brokers, findings::add);
      }
    } catch (KafkaException e) {
      findings.add(
          Finding.fail(
              "kafka",
              cluster.settings().bootstrapServers(),
              "cannot be asked: %s: %s"
                  .formatted(
                      e.getMessage(), e.getCause() == null ? "" : Asking.reason(e.getCause())),
              ""));
    }
    findings.addAll(Asking.about("registry", () -> RegistryCheck.all(cluster)));
    boolean readable =
        findings.stream()
            .filter(finding -> List.of("kafka", "registry").contains(finding.area()))
            .noneMatch(Doctor::isAway);
    if (readable) {
      contents(findings::add);
    }
    return findings;
  }

  /** The worst of them. */
  public static Verdict worst(List<Finding> findings) {
    return findings.stream().map(Finding::verdict).max(Verdict::compareTo).orElse(Verdict.OK);
  }

  private void kafka(Admin admin, int brokers, Consumer<Finding> found) {
    Instant now = clock.instant();
    Asking.about("kafka", () -> BrokerCheck.features(cluster, admin)).forEach(found);
    Map<String, TopicDescription> described = TopicCheck.described(cluster, admin);
    Asking.about("topics", () -> TopicCheck.all(cluster, admin, brokers, described)).forEach(found);
    Asking.about(
            "access",
            () ->
                role.map(it -> List.of(RoleCheck.of(cluster, admin, it)))
                    .orElseGet(() -> AccessCheck.all(cluster, admin, described)))
        .forEach(found);
    for (var stage : cluster.stages()) {
      Asking.about(
              "stages", () -> List.of(StageCheck.of(cluster, admin, stage, described.keySet())))
          .forEach(found);
    }
    Asking.about(
            "transactions",
            () -> TransactionCheck.all(cluster, admin, described, openTransaction, now))
        .forEach(found);
    Asking.about("clocks", () -> ClockCheck.all(cluster, admin, described, now)).forEach(found);
  }

  private void contents(Consumer<Finding> found) {
    Asking.about("predictors", () -> ContentCheck.predictors(cluster)).forEach(found);
    Asking.about("dead-letters", () -> ContentCheck.deadLetters(cluster, clock.instant()))
        .forEach(found);
  }

  private static boolean isAway(Finding finding) {
    return finding.verdict() == Verdict.FAIL
        && (finding.found().startsWith("gives no answer")
            || finding.found().startsWith("cannot be asked"));
  }
}
