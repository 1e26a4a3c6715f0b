package io.epochgraph.graphstream;

/** Why a graph of differences cannot be had; the codes in statistics. */
enum Absence {
  /** The chunks of the epoch to compare with have left the weights topic. */
  BASELINE_EXPIRED,
  /** That epoch never came, or not in its turn. */
  BASELINE_UNKNOWN,
  /** It has other layers. */
  BASELINE_DIFFERS,
  /** Its chunks are not what they were. */
  BASELINE_CORRUPT
}
