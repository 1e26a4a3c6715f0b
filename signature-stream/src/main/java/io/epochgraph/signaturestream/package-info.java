/**
 * Graph statistics become temporal signatures over windows of epochs: {@code graph-statistics} in,
 * {@code signatures} out.
 */
package io.epochgraph.signaturestream;
