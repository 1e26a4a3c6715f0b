package io.epochgraph.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * A run in one line.
 *
 * @param revision grows with every change of the model; of two rows of a run the higher one is
 *     newer
 * @param registered whether the run ever stood in the runs topic
 * @param status {@code RUNNING}, {@code SILENT}, {@code COMPLETED}, {@code EARLY_STOPPED}, {@code
 *     STOPPED_BY_DECISION}, {@code FAILED} or {@code UNKNOWN}
 * @param reason why it failed or was stopped, or null
 * @param plannedEpochs epochs it means to train, or null where it never registered
 * @param lastEpoch the last epoch seen
 * @param curve validation accuracy by epoch, {@code [epoch, accuracy]} each; epochs without one are
 *     left out
 * @param lastAccuracy the curve's last value, or null
 * @param bestAccuracy best validation accuracy, or null while it trains
 * @param finalAccuracy validation accuracy after the last epoch, or null while it trains
 * @param lastSeen when the trainer last told of it
 * @param forecasts the latest prediction of each predictor; that there is no predictor only where
 *     none ever predicted
 */
public record RunRow(
    String run,
    long revision,
    int attempt,
    Settings settings,
    boolean registered,
    String status,
    String reason,
    Integer plannedEpochs,
    int lastEpoch,
    List<double[]> curve,
    Double lastAccuracy,
    Double bestAccuracy,
    Double finalAccuracy,
    Instant lastSeen,
    List<Forecast> forecasts) {}
