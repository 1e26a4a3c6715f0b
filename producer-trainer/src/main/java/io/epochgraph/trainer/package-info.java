/**
 * Training: single runs, sweeps of them, and the worker processes that train several at once.
 *
 * <p>A {@link io.epochgraph.trainer.SweepSettings} makes runs, a {@link
 * io.epochgraph.trainer.SweepRunner} has them trained by {@link io.epochgraph.trainer.Worker}
 * processes, and each of those trains one {@link io.epochgraph.trainer.TrainingRun} after another.
 * Weights never leave the worker but through a {@link io.epochgraph.trainer.RunListener}.
 */
package io.epochgraph.trainer;
