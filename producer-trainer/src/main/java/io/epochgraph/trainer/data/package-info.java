/** Images to train on: where they come from, how they are read, and which of them are drawn. */
package io.epochgraph.trainer.data;
