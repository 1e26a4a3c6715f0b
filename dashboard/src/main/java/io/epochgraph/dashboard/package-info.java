/**
 * One live page and a REST interface over the topics. {@link
 * io.epochgraph.dashboard.Dashboard#start} reads them into a {@link
 * io.epochgraph.dashboard.DashboardModel} and serves it over HTTP; nothing is ever written to the
 * cluster.
 *
 * <p>Accuracies, errors, probabilities and dropout rates are fractions in Java and JSON; the page
 * shows percent.
 */
package io.epochgraph.dashboard;
