package io.epochgraph.publish;

import io.epochgraph.math.DType;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Publishes a small epoch and then a large one, in a process of its own that is to be killed. */
public final class DoomedTrainer {

  static final String RUN = "doomed";
  static final int CHUNKS_OF_LARGE_EPOCH = 256;

  private DoomedTrainer() {}

  /** Arguments: bootstrap servers, registry, topic prefix. */
  public static void main(String[] args) throws InterruptedException {
    var settings = PublisherSettings.defaults().withTopics(new Topics(args[2]));
    try (var publisher = WeightPublisher.open(ClusterSettings.of(args[0], args[1]), settings)) {
      var run = publisher.start(Samples.start(RUN));
      Samples.publish(run, 0);
      List<PublishedLayer> large =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      Samples.linear("fc" + i, CHUNKS_OF_LARGE_EPOCH / 4 * 128, 1024, DType.F32, i))
              .toList();
      run.epoch(1, large, Samples.metrics(1), Samples.trainedAt(1));
      publisher.close(Duration.ofMinutes(1));
    }
  }
}
