package io.epochgraph.cli.doctor;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.schemas.Printable;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** What is in the topics: predictors for what is trained, and dead letters. */
final class ContentCheck {

  private static final int LONGEST = 100;
  private static final Duration OF_LATE = Duration.ofDays(1);

  private ContentCheck() {}

  /** Networks and datasets of runs, and whether somebody predicts them. */
  static List<Finding> predictors(Examined cluster) {
    var fitted = new TreeSet<String>();
    var versions = new TreeMap<String, Integer>();
    for (Predictor predictor : values(cluster, cluster.topics().predictors())) {
      fitted.add(cohort(predictor.getNetwork(), predictor.getDataset()));
      versions.merge(predictor.getId(), predictor.getVersion(), Math::max);
    }
    var seen = new TreeMap<String, RunDescriptor>();
    values(cluster, cluster.topics().runs())
        .forEach(
            run -> {
              RunDescriptor of = run.getDescriptor();
              seen.put(cohort(of.getNetwork(), of.getDataset()), of);
            });
    var findings = new ArrayList<Finding>();
    seen.forEach(
        (cohort, of) -> {
          if (!fitted.contains(cohort)) {
            findings.add(
                Finding.warn(
                    "predictors",
                    cohort,
                    "runs, but no predictor",
                    cluster.ours(
                        "predictor train --network %s --dataset %s"
                            .formatted(
                                Printable.of(of.getNetwork(), LONGEST),
                                Printable.of(of.getDataset(), LONGEST)))));
          }
        });
    if (findings.isEmpty()) {
      String latest =
          versions.entrySet().stream()
              .map(of -> of.getKey() + "@" + of.getValue())
              .collect(Collectors.joining(", "));
      findings.add(
          Finding.ok(
              "predictors",
              "-",
              seen.isEmpty() && latest.isEmpty()
                  ? "none, and no runs yet"
                  : "%d networks seen, all predicted; latest: %s"
                      .formatted(seen.size(), latest.isEmpty() ? "none" : latest)));
    }
    return findings;
  }

  /** How many dead letters there are, and of late. */
  static List<Finding> deadLetters(Examined cluster, Instant now) {
    List<DeadLetter> letters = values(cluster, cluster.topics().deadLetters());
    List<DeadLetter> late =
        letters.stream()
            .filter(letter -> letter.getRecordedAt().isAfter(now.minus(OF_LATE)))
            .toList();
    if (late.isEmpty()) {
      return List.of(
          Finding.ok(
              "dead-letters", "-", "none of the last day, %d in all".formatted(letters.size())));
    }
    var codes =
        late.stream()
            .collect(
                Collectors.groupingBy(DeadLetter::getCode, TreeMap::new, Collectors.counting()));
    return List.of(
        Finding.warn(
            "dead-letters",
            "-",
            "%d of the last day (%s), %d in all"
                .formatted(
                    late.size(),
                    codes.entrySet().stream()
                        .map(of -> of.getValue() + " " + of.getKey())
                        .collect(Collectors.joining(", ")),
                    letters.size()),
            cluster.ours("dead-letters --since 24h")));
  }

  private static String cohort(String network, String dataset) {
    return Printable.of("%s on %s".formatted(network, dataset), LONGEST);
  }

  private static <V extends SpecificRecord> List<V> values(Examined cluster, Topic<V> topic) {
    return TopicScan.read(topic, cluster.settings()).stream().map(TopicScan.Entry::value).toList();
  }
}
