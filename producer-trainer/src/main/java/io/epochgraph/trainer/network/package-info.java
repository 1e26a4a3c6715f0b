/** Networks in DJL, built from their descriptions. */
package io.epochgraph.trainer.network;
