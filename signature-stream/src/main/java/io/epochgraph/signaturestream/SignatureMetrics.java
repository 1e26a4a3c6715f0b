package io.epochgraph.signaturestream;

import io.epochgraph.stage.StageMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;

/** What signature-stream counts. */
final class SignatureMetrics {

  private final Counter fresh;
  private final Counter repeated;
  private final Map<Window, Counter> signatures = new EnumMap<>(Window.class);

  SignatureMetrics(StageMetrics metrics) {
    this.fresh = metrics.counter("epochs", "Epochs processed", "outcome", "new");
    this.repeated = metrics.counter("epochs", "Epochs processed", "outcome", "repeated");
    for (Window window : Window.values()) {
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
