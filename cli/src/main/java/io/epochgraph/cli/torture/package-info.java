/** Stages under fire: kills, pauses and outages, and a proof that nothing is lost or doubled. */
package io.epochgraph.cli.torture;
