/** Stopping policies, compared on recorded runs. */
package io.epochgraph.cli.policy;
