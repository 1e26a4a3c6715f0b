package io.epochgraph.evaluation.policy;

import io.epochgraph.evaluation.Figure;

/**
 * How a policy did over sweeps that were played in several orders. The intervals hold the middle 95
 * % of the orders; that of {@code bestStopped} is Wilson's for the probability. They tell what the
 * order does, not what other runs would do.
 *
 * @param policy its name
 * @param epochs trained
 * @param saved recorded epochs of the sweep's runs for each epoch trained
 * @param regret how far the best accuracy that was seen stays below the best recorded one of the
 *     sweep's runs, a fraction; a stopped run counts with what it had reached
 * @param bestStopped share of the orders in which the run with the best recorded accuracy was
 *     stopped, at whatever epoch; where several have it, all of them
 */
public record PolicyScore(
    String policy, Figure epochs, Figure saved, Figure regret, Figure bestStopped) {}
