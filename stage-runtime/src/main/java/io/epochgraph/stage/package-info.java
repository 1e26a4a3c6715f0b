/**
 * What every stage stands on. A stage is a static function that adds its operators to a {@code
 * StreamsBuilder}; {@link io.epochgraph.stage.StageStreams} reads topics and diverts dead letters,
 * {@link io.epochgraph.stage.RunningStage} starts, watches and stops the whole.
 */
package io.epochgraph.stage;
