package io.epochgraph.dashboard;

import java.util.List;
import java.util.Map;

/**
 * The model in numbers.
 *
 * @param source how far the topics are read
 * @param runs runs by status; every status with at least one run
 * @param predictions predictions that count
 * @param scores scores that count
 * @param deadLetters records that stages refused
 * @param deadLettersByCode the same by code
 * @param unreadable records of these topics that the dashboard itself could not read
 * @param predictors the predictors seen: champions, challengers, retired ones
 * @param latestForecasts the latest predictions, by the trainers' clocks, the latest first
 * @param latestDeadLetters the latest dead letters, the latest first
 */
public record Summary(
    Source source,
    Map<String, Integer> runs,
    int predictions,
    int scores,
    long deadLetters,
    Map<String, Long> deadLettersByCode,
    long unreadable,
    List<PredictorSummary> predictors,
    List<Forecast> latestForecasts,
    List<Refusal> latestDeadLetters) {}
