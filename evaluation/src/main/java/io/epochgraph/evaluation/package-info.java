/** Corpora of recorded runs, and how good predictions and stopping policies are on them. */
package io.epochgraph.evaluation;
