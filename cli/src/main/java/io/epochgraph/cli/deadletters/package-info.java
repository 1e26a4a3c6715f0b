/** Dead letters for people and programs, and their records sent again. */
package io.epochgraph.cli.deadletters;
