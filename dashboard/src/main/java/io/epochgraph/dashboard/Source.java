package io.epochgraph.dashboard;

/**
 * How far the topics are read.
 *
 * @param caughtUp whether everything written so far is read
 * @param message what it waits for, or null
 */
public record Source(boolean caughtUp, String message) {}
