package io.epochgraph.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.common.MetadataVersion;

/** Kafka itself: whether it answers, how many brokers, which version. */
final class BrokerCheck {

  private static final String AREA = "kafka";
  private static final String VERSION = "metadata.version";

  /** The oldest that has what the stages ask of it; older ones were never tried. */
  private static final MetadataVersion OLDEST = MetadataVersion.IBP_3_9_IV0;

  private BrokerCheck() {}

  /** Versions of what runs here. */
  static Finding versions(String ours) {
    return Finding.ok(
        "versions",
        "here",
        "%s, Java %s, Kafka clients %s"
            .formatted(ours, Runtime.version(), AppInfoParser.getVersion()));
  }

  /** Nothing where Kafka gives no answer; then the reason is in {@code findings}. */
  static List<Integer> brokers(Examined cluster, Admin admin, List<Finding> findings) {
    try {
      var described = admin.describeCluster();
      List<Node> nodes = List.copyOf(Asking.answer(described.nodes()));
      String id = Asking.answer(described.clusterId());
      findings.add(
          Finding.ok(
              AREA,
              cluster.settings().bootstrapServers(),
              "cluster %s, %d broker%s".formatted(id, nodes.size(), nodes.size() == 1 ? "" : "s")));
      return nodes.stream().map(Node::id).toList();
    } catch (KafkaException e) {
      findings.add(
          Finding.fail(
              AREA,
              cluster.settings().bootstrapServers(),
              "gives no answer: " + Asking.reason(e),
              "epochgraph up (on this machine), or name another with --bootstrap-server"));
      return List.of();
    }
  }

  static List<Finding> features(Examined cluster, Admin admin) {
    FeatureMetadata features = Asking.answer(admin.describeFeatures().featureMetadata());
    Map<String, FinalizedVersionRange> finalized = features.finalizedFeatures();
    var findings = new ArrayList<Finding>();
    if (!finalized.containsKey(VERSION)) {
      findings.add(
          Finding.warn(AREA, VERSION, "not set: the cluster is older than any that was tried", ""));
      return findings;
    }
    short level = finalized.get(VERSION).maxVersionLevel();
    String supported =
        features.supportedFeatures().containsKey(VERSION)
            ? name(features.supportedFeatures().get(VERSION).maxVersion())
            : "unknown";
    String others =
        finalized.entrySet().stream()
            .filter(feature -> !feature.getKey().equals(VERSION))
            .map(feature -> feature.getKey() + "=" + feature.getValue().maxVersionLevel())
            .sorted()
            .collect(Collectors.joining(", "));
    String found = "%s of at most %s; %s".formatted(name(level), supported, others);
    findings.add(
        level >= OLDEST.featureLevel()
            ? Finding.ok(AREA, VERSION, found)
            : Finding.warn(
                AREA,
                VERSION,
                "%s: want at least %s".formatted(found, OLDEST),
                cluster.kafkas(
                    "kafka-features.sh", "upgrade --release-version " + OLDEST.shortVersion())));
    return findings;
  }

  /** Levels of brokers that are newer than we are have no name here. */
  private static String name(short level) {
    try {
      return MetadataVersion.fromFeatureLevel(level).version();
    } catch (IllegalArgumentException e) {
      return "level " + level;
    }
  }
}
