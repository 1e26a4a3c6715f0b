package io.epochgraph.math;

/**
 * A graph's principal eigenvector, and how far to trust it.
 *
 * @param values {@code (nodes)} in node order, not negative, of Euclidean length 1 (all 0 for a
 *     graph whose weights are all 0)
 * @param lambdaMax the largest eigenvalue λ of the weighted adjacency matrix W; never above the
 *     exact one but for rounding
 * @param passes how often the weights were read
 * @param residual {@code ‖W v − λ v‖₂ / λ} of these very values; 0 for a graph of zeros
 * @param converged whether the settings' tolerance was met
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
public record Centrality(
    double[] values, double lambdaMax, int passes, double residual, boolean converged) {}
