package io.epochgraph.math;

/** How a snapshot's statistics are averaged with those of the snapshots before it. */
public enum Aggregator {
  /** Not at all. */
  RAW,
  /** {@code s(τ) ← Σ j·s(j) / Σ j} over j = 1 … τ. */
  LINEAR,
  /** {@code s(τ) ← α·s(τ) + (1−α)·s(τ−1)}, recursively, with s(1) raw. */
  EXPONENTIAL
}
