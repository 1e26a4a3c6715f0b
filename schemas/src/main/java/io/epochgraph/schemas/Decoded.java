package io.epochgraph.schemas;

/** What came of reading a record's bytes. */
public sealed interface Decoded<V> {

  /** The bytes are a record of the topic. */
  record Accepted<V>(V value) implements Decoded<V> {}

  /**
   * The bytes are proven not to be one.
   *
   * @param code a stable code: {@code NO_VALUE}, {@code NOT_AVRO}, {@code UNKNOWN_SCHEMA}, {@code
   *     WRONG_TYPE}
   * @param reason what is wrong, for people
   */
  record Refused<V>(String code, String reason) implements Decoded<V> {

    private static final int LONGEST = 1_000;

    /** Makes the reason fit to print. */
    public Refused {
      reason = Printable.of(reason, LONGEST);
    }
  }
}
