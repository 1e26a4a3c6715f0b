package io.epochgraph.publish;

/**
 * What a publisher has done since it opened.
 *
 * @param published epochs whose manifest the broker has acknowledged
 * @param skipped epochs that found too much waiting
 * @param failed epochs that could not be sent
 * @param bytes weights of the published epochs
 */
public record PublisherStats(long published, long skipped, long failed, long bytes) {}
