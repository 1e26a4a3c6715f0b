/** What {@code epochgraph graph} prints: the graphs of one network in numbers. */
package io.epochgraph.cli.graph;
