package io.epochgraph.dashboard;

import java.util.List;

/**
 * All that is known of a run.
 *
 * @param row the run in one line
 * @param epochs its curve, by epoch
 * @param forecasts its predictions, by epoch and predictor
 * @param scores how good they turned out
 * @param deadLetters what stages refused of it, the latest ones first
 */
public record RunDetail(
    RunRow row,
    List<EpochPoint> epochs,
    List<Forecast> forecasts,
    List<Outcome> scores,
    List<Refusal> deadLetters) {}
