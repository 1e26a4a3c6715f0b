/**
 * Publishes a training run: each epoch's weights as chunks and a manifest, and the run's status.
 * {@link io.epochgraph.publish.WeightPublisher} is where any trainer on the JVM begins.
 */
package io.epochgraph.publish;
