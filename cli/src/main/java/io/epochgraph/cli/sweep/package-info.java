/** A sweep as people follow it: the board of its runs, the terminal, the results at the end. */
package io.epochgraph.cli.sweep;
