/** What epochs of large networks cost on the way from a publisher to statistics. */
package io.epochgraph.benchmarks.large;
