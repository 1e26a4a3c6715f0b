/** Judges a new predictor on old runs: the stages once more, into topics of a replay's own. */
package io.epochgraph.cli.replay;
