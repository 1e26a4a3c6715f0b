package io.epochgraph.stage;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/**
 * One stage of the way of the data.
 *
 * @param name its name, for example "graph-stream"; also the end of its application id
 * @param topology adds its operators to a builder
 */
public record Stage(String name, Builder topology) {

  /** Adds a stage's operators. */
  @FunctionalInterface
  public interface Builder {
    /** Adds the operators to {@code builder}, as {@code settings} want them. */
    void build(StreamsBuilder builder, StageSettings settings);
  }

  /** The stage's whole topology. */
  public Topology build(StageSettings settings) {
    var builder = new StreamsBuilder(settings.topologyConfig());
    topology.build(builder, settings);
    return builder.build();
  }
}
