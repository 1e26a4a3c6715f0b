/** Corpora between files, directories of recorded runs, and a cluster's topics. */
package io.epochgraph.cli.corpus;
