/** Stopping policies, played over recorded runs. */
package io.epochgraph.evaluation.policy;
