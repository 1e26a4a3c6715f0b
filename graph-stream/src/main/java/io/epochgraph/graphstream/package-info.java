/**
 * Epoch manifests and the weights they name become graph statistics: {@code epochs} (and {@code
 * weights} by offset) in, {@code graph-statistics} out.
 */
package io.epochgraph.graphstream;
