package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps what a run tells, and a digest of each epoch's weights. */
class Recording implements RunListener {
  final List<EpochMetrics> metrics = new ArrayList<>();
  final List<String> digests = new ArrayList<>();
  List<LayerWeights> last = List.of();
  RunStart start;
  RunOutcome outcome;

  @Override
  public void started(RunStart run) {
    start = run;
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics values) {
    metrics.add(values);
    digests.add(digest(layers));
    last = layers;
  }

  @Override
  public void ended(RunOutcome result) {
    outcome = result;
  }

  static String digest(List<LayerWeights> layers) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      layers.forEach(layer -> sha.update(layer.bytes()));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
