package io.epochgraph.cli;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Run;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One kind of record that no stage can use.
 *
 * @param what it is, for people
 * @param topic where it is written
 * @param stage that is to refuse it
 * @param code of the dead letter
 * @param reason of the dead letter; each … stands for any text
 * @param message makes one
 */
record BadInput(
    String what,
    Function<Topics, Topic<?>> topic,
    String stage,
    String code,
    String reason,
    Function<BadMaterial, Message> message) {

  /** A record as a producer takes it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(String key, byte[] value) {}

  @Override
  public String toString() {
    return what;
  }

  /** All kinds. */
  static Stream<BadInput> all() {
    return Stream.of(
            BadInputs.noManifests().stream(),
            BadInputs.manifests().stream(),
            BadInputs.chunks().stream(),
            BadInputs.others().stream())
        .flatMap(Function.identity());
  }

  /** Bytes on the topic of epochs, under the key of the run that is spoiled. */
  static BadInput bytes(
      String what, String code, String reason, Function<BadMaterial, byte[]> value) {
    return keyed(what, code, reason, BadMaterial.RUN, value);
  }

  static BadInput keyed(
      String what, String code, String reason, String key, Function<BadMaterial, byte[]> value) {
    return new BadInput(
        what,
        Topics::epochs,
        "graph-stream",
        code,
        reason,
        material -> new Message(key, value.apply(material)));
  }

  /** An epoch whose manifest was good before it was spoiled. */
  static BadInput invalid(String what, String reason, Consumer<EpochManifest> spoil) {
    return epoch(what, "INVALID", reason, BadMaterial::manifest, spoil);
  }

  /** The same with a change to its first layer. */
  static BadInput layer(String what, String code, String reason, Consumer<Layer> spoil) {
    return epoch(
        what,
        code,
        reason,
        BadMaterial::manifest,
        manifest -> spoil.accept(manifest.getLayers().getFirst()));
  }

  static BadInput epoch(
      String what,
      String code,
      String reason,
      Function<BadMaterial, EpochManifest> source,
      Consumer<EpochManifest> spoil) {
    return new BadInput(
        what,
        Topics::epochs,
        "graph-stream",
        code,
        reason,
        material -> {
          EpochManifest manifest = source.apply(material);
          spoil.accept(manifest);
          return new Message(
              manifest.getRun(), material.bytes(material.topics().epochs(), manifest));
        });
  }

  /** A run as its trainer announces it, spoiled. */
  static BadInput run(String what, String reason, Consumer<Run> spoil) {
    return new BadInput(
        what,
        Topics::runs,
        "predictor-stream",
        "INVALID",
        reason,
        material -> {
          Run run = material.run();
          spoil.accept(run);
          return new Message(run.getRun(), material.bytes(material.topics().runs(), run));
        });
  }

  /** Any bytes on any topic. */
  static BadInput on(
      Function<Topics, Topic<?>> topic,
      String stage,
      String what,
      String code,
      String reason,
      Function<BadMaterial, byte[]> value) {
    return new BadInput(
        what,
        topic,
        stage,
        code,
        reason,
        material -> new Message(BadMaterial.RUN, value.apply(material)));
  }
}
