/** Figures as SVG. */
package io.epochgraph.cli.plot;
