package io.epochgraph.schemas;

import io.epochgraph.contract.DeadLetter;
import java.time.Instant;

/** What a JVM of its own does first with the contracts. */
final class FirstContact {

  private static final ClusterSettings CLUSTER =
      ClusterSettings.of("127.0.0.1:9", "mock://first-contact");

  private FirstContact() {}

  public static void main(String... args) {
    var topic = new Topic<>("letters", DeadLetter.class, Topic.Key.RUN, new Retention.Kept());
    switch (args[0]) {
      case "schema" -> topic.valueSchema();
      case "reader" -> new RecordReader<>(topic, CLUSTER).close();
      case "serializer" -> new RecordSerializer<DeadLetter>(CLUSTER).close();
      case "topics" -> Topics.LIVE.all();
      default -> throw new IllegalArgumentException(args[0]);
    }
    try (var reader = new RecordReader<>(topic, CLUSTER)) {
      System.out.println(reader.read(bytes(CLUSTER)));
    }
  }

  /** A dead letter, as it travels. */
  static byte[] bytes(ClusterSettings cluster) {
    try (var serializer = new RecordSerializer<DeadLetter>(cluster)) {
      return serializer.serialize("letters", letter());
    }
  }

  static DeadLetter letter() {
    return DeadLetter.newBuilder()
        .setStage("stage")
        .setCode("INVALID")
        .setReason("made up")
        .setTopic("epochs")
        .setPartition(0)
        .setOffset(1)
        .setRecordedAt(Instant.EPOCH)
        .build();
  }
}
