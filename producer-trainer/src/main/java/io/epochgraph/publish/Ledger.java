package io.epochgraph.publish;

import java.util.ArrayList;
import java.util.List;

/** Counts what came of the epochs. For any number of threads. */
final class Ledger {

  private final List<Unsent> failures = new ArrayList<>();
  private long published;
  private long skipped;
  private long bytes;

  synchronized void published(long epochBytes) {
    published++;
    bytes += epochBytes;
  }

  synchronized void skipped() {
    skipped++;
  }

  synchronized void failed(Unsent unsent) {
    failures.add(unsent);
  }

  synchronized List<Unsent> failures() {
    return List.copyOf(failures);
  }

  synchronized PublisherStats stats() {
    long failed = failures.stream().filter(f -> f.what() == Unsent.What.EPOCH).count();
    return new PublisherStats(published, skipped, failed, bytes);
  }
}
