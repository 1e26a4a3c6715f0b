package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.Retention;
import io.epochgraph.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics: there, with the right partitions, copies and settings. */
final class TopicCheck {

  private static final String AREA = "topics";
  private static final int DEFAULT_MESSAGE_BYTES = 1_048_588;
  private static final int COPIES = 3;
  private static final long MILLIS_IN_AN_HOUR = 3_600_000;
  private static final long MEGABYTE = 1_000_000;

  private final Examined cluster;
  private final int brokers;
  private final Map<String, TopicDescription> described;
  private final Map<String, Config> configs;

  private TopicCheck(
      Examined cluster,
      int brokers,
      Map<String, TopicDescription> described,
      Map<String, Config> configs) {
    this.cluster = cluster;
    this.brokers = brokers;
    this.described = described;
    this.configs = configs;
  }

  /** The topics of ours that are there and may be seen, with their partitions. */
  static Map<String, TopicDescription> described(Examined cluster, Admin admin) {
    var existing = Asking.answer(admin.listTopics(new ListTopicsOptions()).names());
    List<String> ours =
        cluster.topics().all().stream().map(Topic::name).filter(existing::contains).toList();
    return new TreeMap<>(Asking.answer(admin.describeTopics(ours).allTopicNames()));
  }

  static List<Finding> all(
      Examined cluster, Admin admin, int brokers, Map<String, TopicDescription> described) {
    var resources =
        described.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    var configs = new TreeMap<String, Config>();
    Asking.answer(admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return new TopicCheck(cluster, brokers, described, configs).findings();
  }

  private List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    for (Topic<?> topic : cluster.topics().all()) {
      if (!described.containsKey(topic.name())) {
        findings.add(
            Finding.fail(
                AREA,
                topic.name(),
                "does not exist, or this principal may not see it",
                cluster.ours("topics create")));
        continue;
      }
      List<Finding> wrong = new ArrayList<>();
      settings(topic, wrong);
      copies(topic, wrong);
      findings.addAll(wrong.isEmpty() ? List.of(good(topic)) : wrong);
    }
    partitions(findings);
    return findings;
  }

  private Finding good(Topic<?> topic) {
    var partitions = described.get(topic.name()).partitions();
    return Finding.ok(
        AREA,
        topic.name(),
        "%d partition%s, %d cop%s, %s"
            .formatted(
                partitions.size(),
                partitions.size() == 1 ? "" : "s",
                partitions.getFirst().replicas().size(),
                partitions.getFirst().replicas().size() == 1 ? "y" : "ies",
                switch (topic.retention()) {
                  case Retention.Kept _ -> "kept";
                  case Retention.Compacted _ -> "compacted";
                  case Retention.Limited _ ->
                      "kept %s h, %s MB a partition"
                          .formatted(
                              limit(topic, TopicConfig.RETENTION_MS_CONFIG, MILLIS_IN_AN_HOUR),
                              limit(topic, TopicConfig.RETENTION_BYTES_CONFIG, MEGABYTE));
                }));
  }

  private String limit(Topic<?> topic, String name, long unit) {
    long value = Long.parseLong(value(topic, name));
    return value < 0 ? "unlimited" : Long.toString(value / unit);
  }

  private void settings(Topic<?> topic, List<Finding> wrong) {
    Map<String, String> wanted = topic.retention().topicConfig();
    boolean limited = topic.retention() instanceof Retention.Limited;
    wanted.forEach(
        (name, value) -> {
          String is = value(topic, name);
          boolean size = name.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
          boolean choice = limited && name.startsWith("retention.");
          if (!size && !is.equals(value) && !(choice && isMore(is, value))) {
            wrong.add(setting(choice ? Verdict.WARN : Verdict.FAIL, topic, name, is, value));
          }
        });
    String largest =
        wanted.getOrDefault(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DEFAULT_MESSAGE_BYTES));
    atLeast(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largest, wrong);
    String type = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
    if (!wanted.containsKey(type) && !value(topic, type).equals("CreateTime")) {
      wrong.add(setting(Verdict.WARN, topic, type, value(topic, type), "CreateTime"));
    }
  }

  private void atLeast(Topic<?> topic, String name, String least, List<Finding> wrong) {
    String is = value(topic, name);
    if (Long.parseLong(is) < Long.parseLong(least)) {
      wrong.add(setting(Verdict.FAIL, topic, name, is, least));
    }
  }

  /** Whether a limit is wider than ours; -1 is none. */
  private static boolean isMore(String is, String wanted) {
    return Long.parseLong(is) < 0 || Long.parseLong(is) >= Long.parseLong(wanted);
  }

  private Finding setting(Verdict verdict, Topic<?> topic, String name, String is, String wanted) {
    return new Finding(
        verdict,
        AREA,
        topic.name(),
        "%s = %s: want %s".formatted(name, is, wanted),
        alter(topic, name, wanted));
  }

  private String alter(Topic<?> topic, String name, String value) {
    return cluster.kafkas(
        "kafka-configs.sh",
        "--alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(topic.name(), name, value));
  }

  private void copies(Topic<?> topic, List<Finding> wrong) {
    int least = Integer.parseInt(value(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    for (TopicPartitionInfo partition : described.get(topic.name()).partitions()) {
      int inSync = partition.isr().size();
      int copies = partition.replicas().size();
      String which = "partition %d: ".formatted(partition.partition());
      if (partition.leader() == null || partition.leader().isEmpty()) {
        wrong.add(Finding.fail(AREA, topic.name(), which + "no leader: its brokers are away", ""));
      } else if (inSync < least) {
        wrong.add(
            Finding.fail(
                AREA,
                topic.name(),
                which
                    + "%d of %d copies in sync, less than min.insync.replicas = %d: nobody can write"
                        .formatted(inSync, copies, least),
                copies < least
                    ? alter(
                        topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(copies))
                    : ""));
      } else if (inSync < copies) {
        wrong.add(
            Finding.warn(
                AREA,
                topic.name(),
                which + "%d of %d copies in sync".formatted(inSync, copies),
                ""));
      }
    }
    int copies = described.get(topic.name()).partitions().getFirst().replicas().size();
    if (brokers >= COPIES && copies < COPIES) {
      wrong.add(
          Finding.warn(
              AREA,
              topic.name(),
              "%d cop%s on %d brokers: want %d"
                  .formatted(copies, copies == 1 ? "y" : "ies", brokers, COPIES),
              cluster.kafkas(
                  "kafka-reassign-partitions.sh", "--execute --reassignment-json-file FILE")));
    } else if (copies >= COPIES && least < 2) {
      wrong.add(
          setting(
              Verdict.WARN,
              topic,
              TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
              Integer.toString(least),
              "2"));
    }
  }

  private void partitions(List<Finding> findings) {
    Map<Integer, List<String>> byNumber =
        cluster.topics().all().stream()
            .filter(topic -> topic.key() == Topic.Key.RUN)
            .map(Topic::name)
            .filter(described::containsKey)
            .collect(
                Collectors.groupingBy(
                    name -> described.get(name).partitions().size(),
                    TreeMap::new,
                    Collectors.toList()));
    if (byNumber.size() > 1) {
      findings.add(
          Finding.fail(
              AREA,
              "partitions",
              "topics keyed by run want the same number: "
                  + byNumber.entrySet().stream()
                      .map(of -> "%d have %s".formatted(of.getKey(), of.getValue()))
                      .collect(Collectors.joining("; ")),
              ""));
    }
  }

  private String value(Topic<?> topic, String name) {
    return configs.get(topic.name()).get(name).value();
  }
}
