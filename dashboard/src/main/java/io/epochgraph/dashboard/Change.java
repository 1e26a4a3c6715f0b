package io.epochgraph.dashboard;

/**
 * One change of the model, as told to pages.
 *
 * @param type {@code epoch}, {@code run}, {@code prediction}, {@code score}, {@code predictor} or
 *     {@code dead-letter}
 * @param row the run as it is now, or null where none is concerned
 * @param detail the {@link EpochPoint}, {@link Forecast}, {@link Outcome} or {@link Refusal} that
 *     came, or null
 */
public record Change(String type, RunRow row, Object detail) {}
