package io.epochgraph.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * When each run was last heard of, and which runs are closed: those of which nothing was heard for
 * 30 days of stream time. Stream time is the latest event time that the partition has seen. It is
 * kept in the store, so that a replay and a stage that starts anew come to the same end.
 */
public final class RunLifetimes {

  /** The store's name. */
  public static final String STORE = "run-times";

  /** How long a run stays open after its last record, in stream time. */
  public static final Duration OPEN = Duration.ofDays(30);

  /** No run id holds a slash. */
  private static final String CLOCK = "/";

  private static final long DAY = Duration.ofDays(1).toMillis();

  private final KeyValueStore<String, Long> store;

  /** On a store that {@link #store} built. */
  public RunLifetimes(KeyValueStore<String, Long> store) {
    this.store = store;
  }

  /** The store, to be added to a topology. It keeps eight bytes of each run for good. */
  public static StoreBuilder<KeyValueStore<String, Long>> store() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long());
  }

  /** Stream time at a record of that event time. Writes nothing. */
  public Instant at(Instant eventTime) {
    Long clock = store.get(CLOCK);
    return clock == null || clock < eventTime.toEpochMilli()
        ? eventTime
        : Instant.ofEpochMilli(clock);
  }

  /** Whether {@code run} is closed at {@code now}. Writes nothing. */
  public boolean isClosed(String run, Instant now) {
    Long heard = store.get(run);
    return heard != null && now.toEpochMilli() - heard > OPEN.toMillis();
  }

  /** The dead letter of an epoch that came too late. */
  public Refusal closed(String run, Instant now) {
    return new Refusal(
        "RUN_CLOSED",
        "run closed: last heard of %s, %d days of stream time before %s; want another run id"
            .formatted(
                Instant.ofEpochMilli(store.get(run)),
                Duration.ofMillis(now.toEpochMilli() - store.get(run)).toDays(),
                now));
  }

  /**
   * Moves stream time to {@code now}.
   *
   * @return the runs whose state may go, once for each day of stream time; else none
   */
  public List<String> move(Instant now) {
    long millis = now.toEpochMilli();
    Long before = store.get(CLOCK);
    if (before != null && before >= millis) {
      return List.of();
    }
    store.put(CLOCK, millis);
    return before == null || before / DAY == millis / DAY ? List.of() : closed(now);
  }

  /** Remembers that {@code run} was heard of at {@code now}. */
  public void hear(String run, Instant now) {
    store.put(run, now.toEpochMilli());
  }

  private List<String> closed(Instant now) {
    var closed = new ArrayList<String>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        if (!entry.key.equals(CLOCK) && now.toEpochMilli() - entry.value > OPEN.toMillis()) {
          closed.add(entry.key);
        }
      }
    }
    return closed;
  }
}
