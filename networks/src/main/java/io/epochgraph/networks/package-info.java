/** Networks as descriptions, from which both what is trained and what is published are made. */
package io.epochgraph.networks;
