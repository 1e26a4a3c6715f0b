package io.epochgraph.publish.files;

import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunStart;
import io.epochgraph.trainer.network.LayerWeights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a run tells: its curve, and the weights after its first epoch. */
final class FirstEpoch implements RunListener {

  final List<EpochMetrics> metrics = new ArrayList<>();
  final Map<String, FloatBuffer> atEpoch1 = new HashMap<>();
  RunStart start;

  @Override
  public void started(RunStart run) {
    start = run;
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics measured) {
    metrics.add(measured);
    if (epoch == 1) {
      layers.forEach(layer -> atEpoch1.put(layer.layer().name(), layer.values()));
    }
  }

  @Override
  public void ended(RunOutcome outcome) {}
}
