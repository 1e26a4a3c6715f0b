package io.epochgraph.docs;

import io.epochgraph.contract.Prediction;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints the runs that are not worth going on with. Arguments: Kafka's and the registry's address.
 */
public final class StopHopelessRuns {
  public static void main(String... addresses) {
    var cluster = ClusterSettings.of(addresses[0], addresses[1]);
    var topic = Topics.LIVE.predictions();
    var settings = cluster.kafka();
    settings.put("group.id", "epochgraph.scheduler"); // goes on where it stopped
    settings.put("isolation.level", "read_committed"); // never what a stage took back
    settings.put("auto.offset.reset", "earliest");
    try (var reader = new RecordReader<>(topic, cluster);
        var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic.name()));
      while (true) {
        for (var received : consumer.poll(Duration.ofSeconds(1))) {
          if (reader.read(received.value()) instanceof Decoded.Accepted(Prediction prediction)
              && isHopeless(prediction)) {
            System.out.printf("stop %s%n", prediction.getRun()); // tell your scheduler
          }
        }
      }
    }
  }

  static boolean isHopeless(Prediction prediction) {
    if (Boolean.FALSE.equals(prediction.getChampion())) {
      return false; // a challenger, which is only compared
    }
    return switch (prediction.getStatus()) {
      case DIVERGED -> true;
      case PREDICTED ->
          prediction.getAbstention() == null // else the run is unlike all that it knows
              && prediction.getEpoch() >= 2
              && prediction.getProbabilityHigh() < 0.2;
      case NO_PREDICTOR, UNKNOWN -> false;
    };
  }
}
