/**
 * A real Kafka broker and a real schema registry on loopback, without containers.
 *
 * <p>{@link io.epochgraph.local.LocalCluster} starts both. {@link
 * io.epochgraph.local.EmbeddedBroker} runs in this JVM, {@link io.epochgraph.local.BrokerProcess}
 * and {@link io.epochgraph.local.RegistryProcess} are child JVMs that end with their parent,
 * however that ends.
 *
 * <p>The broker logs through SLF4J under {@code org.apache.kafka}, {@code kafka} and {@code
 * state.change.logger}; Logback configurations quieten it with {@code <include
 * resource="io/epochgraph/local/quiet-kafka.xml"/>}.
 */
package io.epochgraph.local;
