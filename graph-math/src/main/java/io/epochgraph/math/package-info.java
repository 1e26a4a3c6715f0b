/**
 * Graphs of neural networks, and what is measured on them.
 *
 * <p>The way through the package is the way of the data: {@link io.epochgraph.math.LayerSpec
 * shapes} and decoded {@link io.epochgraph.math.DType tensors} make a {@link
 * io.epochgraph.math.RolledGraph} or an {@link io.epochgraph.math.UnrolledGraph}; {@link
 * io.epochgraph.math.WeightedDegree} and {@link io.epochgraph.math.EigenvectorCentrality} give one
 * number per node; {@link io.epochgraph.math.Aggregates} summarise them in five; {@link
 * io.epochgraph.math.Smoothing} and {@link io.epochgraph.math.Signature} turn the summaries of a
 * window of epochs into a temporal signature.
 *
 * <p>Everything runs in double precision, on one thread and in a fixed order of reduction, so equal
 * input gives equal output to the last bit on every machine.
 *
 * <p>Method: Vahedian, Li, Trivedi, Jin, Koutra, "Convolutional Neural Network Dynamics: A Graph
 * Perspective", arXiv 2111.05410.
 */
package io.epochgraph.math;
