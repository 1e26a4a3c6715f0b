package io.epochgraph.benchmarks.large;

import java.io.IOException;

/**
 * What a process held at most, in megabytes.
 *
 * @param heap right after a collection
 * @param resident all of it, pages of mapped files among them
 * @param anonymous without them
 */
record Memory(long heap, long resident, long anonymous) {

  static Memory of(MeasuredProcess process) throws IOException {
    return new Memory(process.peakHeap(), process.peakResident(), process.peakAnonymous());
  }
}
