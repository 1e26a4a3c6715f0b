/** The command line: one class a command, and the all-in-one process behind demo and up. */
package io.epochgraph.cli;
