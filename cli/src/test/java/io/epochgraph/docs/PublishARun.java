package io.epochgraph.docs;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes a run of a small network. Arguments: Kafka's and the registry's address. */
public final class PublishARun {
  public static void main(String... addresses) throws InterruptedException {
    var cluster = ClusterSettings.of(addresses[0], addresses[1]);
    var settings = new Hyperparameters(0.05, 0.0, 32, "sgd", Map.of());
    var what = new RunDescriptor("my-network", "my-dataset", "my-sweep", settings);
    float[] fc1 = new float[3 * 4]; // [out, in]
    float[] fc2 = new float[2 * 3];
    int epochs = 3;
    try (var publisher = WeightPublisher.open(cluster, PublisherSettings.defaults())) {
      var start = RunStart.first("my-sweep-001", what, List.of(4, 1, 1), epochs, Instant.now());
      var run = publisher.start(start);
      double accuracy = 0.5;
      for (int epoch = 0; epoch <= epochs; epoch++) { // epoch 0 is the initial weights
        Double loss = epoch == 0 ? null : train(fc1, fc2);
        accuracy = 0.5 + 0.1 * epoch;
        var metrics = new Metrics(loss, null, accuracy, 0.05, null);
        run.epoch(
            epoch, List.of(linear("fc1", 3, fc1), linear("fc2", 2, fc2)), metrics, Instant.now());
      }
      run.end(RunEnd.outcome(RunStatus.COMPLETED, accuracy, accuracy, epochs, Instant.now()));
    } // closing waits until all is sent, and throws where it could not be
  }

  private static PublishedLayer linear(String name, int outputs, float[] weights) {
    var bytes = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weights);
    var shape = LayerSpec.linear(name, outputs, weights.length / outputs);
    return PublishedLayer.of(shape, DType.F32, bytes);
  }

  private static double train(float[] fc1, float[] fc2) { // your training
    fc1[0] += 0.5f;
    fc2[1] += 0.25f;
    return 1.0;
  }
}
