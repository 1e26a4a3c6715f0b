package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.doctor.Doctor;
import io.epochgraph.cli.doctor.Examined;
import io.epochgraph.cli.doctor.Finding;
import io.epochgraph.cli.doctor.Verdict;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the doctor says to principals of a broker that lets nobody do what is not granted. */
@Timeout(180)
@ExtendWith(WithCluster.class)
final class DoctorAccessIT {

  private static SecuredCluster cluster;

  @BeforeAll
  static void start(LocalCluster plain, @TempDir Path data) throws Exception {
    cluster = SecuredCluster.start(data, plain);
    cluster.prepare();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void shouldFindThatAPrincipalHasWhatItsRoleNeeds(Role role) {
    Finding access = access(role.label(), Optional.of(role));
    assertThat(access.verdict()).as(access.toString()).isEqualTo(Verdict.OK);
    assertThat(access.remedy()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void shouldNameAllThatAPrincipalLacksAndTheCommandThatGrantsIt(Role role) throws Exception {
    String stranger = SecuredCluster.MATRIX + role.label();
    Finding access = access(stranger, Optional.of(role));

    assertThat(access.verdict()).as(access.toString()).isEqualTo(Verdict.FAIL);
    AccessTable.of(settings(stranger))
        .grants(role)
        .forEach(
            grant -> {
              assertThat(access.found()).contains(grant.resource().name());
              for (AclOperation operation : grant.operations()) {
                assertThat(access.found()).contains(operation.name());
              }
            });
    assertThat(access.remedy())
        .isEqualTo(
            "epochgraph acls %s --principal User:%s --create --config admin.properties"
                .formatted(role, stranger));

    cluster.run(
        SecuredCluster.ADMIN, "acls", role.label(), "--principal", "User:" + stranger, "--create");
    Waiting.until(
        stranger + " has been granted it",
        () -> access(stranger, Optional.of(role)).verdict(),
        verdict -> verdict == Verdict.OK);
  }

  @Test
  void shouldNameWhatIsLackingInPart() {
    Finding access = access("graph-stream", Optional.of(Role.SIGNATURE_STREAM));
    assertThat(access.found())
        .contains("READ on topic epochgraph.graph-statistics.v1")
        .contains("WRITE on topic epochgraph.signatures.v1")
        .contains("READ on group epochgraph.signature-stream")
        .contains("WRITE on transactional id epochgraph.signature-stream-…")
        .contains("on topic epochgraph.signature-stream-…")
        .doesNotContain("dead-letters"); // both may write them
  }

  @Test
  void shouldSayWhichPartsCanBePlayed() {
    assertThat(access("graph-stream", Optional.empty()).found())
        .contains("may play graph-stream; not: ")
        .contains("signature-stream (wants READ on epochgraph.graph-statistics.v1");
  }

  private static Finding access(String user, Optional<Role> role) {
    ClusterSettings settings = settings(user);
    var examined =
        new Examined(
            settings,
            Topics.LIVE,
            Map.copyOf(settings.toProperties()),
            StageCommand.STAGES,
            Optional.empty());
    List<Finding> findings = Doctor.of(examined, "test", role).examine();
    return findings.stream()
        .filter(finding -> finding.area().equals("access"))
        .reduce((one, another) -> another)
        .orElseThrow(() -> new AssertionError(findings.toString()));
  }

  private static ClusterSettings settings(String user) {
    return ClusterSettings.from(cluster.withPassword(user));
  }
}
