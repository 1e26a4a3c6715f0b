package io.epochgraph.signaturestream;

import io.epochgraph.stage.StageMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What signature-stream counts. */
final class SignatureMetrics {

  private final Counter fresh;
  private final Counter repeated;
  private final Map<Window, Counter> signatures = new HashMap<>();

  SignatureMetrics(StageMetrics metrics, List<Window> windows) {
    this.fresh = metrics.counter("epochs", "Epochs processed", "outcome", "new");
    this.repeated = metrics.counter("epochs", "Epochs processed", "outcome", "repeated");
    for (Window window : windows) {
      signatures.put(
          window, metrics.counter("signatures", "Signatures made", "window", window.label()));
    }
  }

  /** An epoch's windows are made. */
  void fresh() {
    fresh.increment();
  }

  /** An epoch came that changed nothing. */
  void repeated() {
    repeated.increment();
  }

  void signature(Window window) {
    signatures.get(window).increment();
  }
}
