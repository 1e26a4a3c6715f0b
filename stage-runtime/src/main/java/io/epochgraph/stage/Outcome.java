package io.epochgraph.stage;

import io.epochgraph.contract.DeadLetter;

/** What a processor makes of a record: a value that goes on, or a dead letter. */
public sealed interface Outcome<V> {

  /** Goes on. */
  record Good<V>(V value) implements Outcome<V> {}

  /** Goes to the dead letters. */
  record Dead<V>(DeadLetter letter) implements Outcome<V> {}
}
