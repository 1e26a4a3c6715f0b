package io.epochgraph.dashboard;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hands events to all pages that listen. Publishing never waits: a listener that falls too far
 * behind is dropped, and reads everything anew when it comes back.
 */
final class EventHub implements AutoCloseable {

  /**
   * One event.
   *
   * @param id grows by one with each event; differs between two starts of the program
   * @param type what it is about
   * @param json its data
   */
  record Event(String id, String type, String json) {}

  /** One listener. */
  static final class Subscription implements AutoCloseable {
    private static final int BEHIND_AT_MOST = 4096;

    private final EventHub hub;
    private final String startedAfter;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(BEHIND_AT_MOST);
    private volatile boolean ended;

    private Subscription(EventHub hub, String startedAfter) {
      this.hub = hub;
      this.startedAfter = startedAfter;
    }

    /** The id of the last event before the ones that this listener gets. */
    String startedAfter() {
      return startedAfter;
    }

    /** Waits for the next event; empty where none came in time. */
    Optional<Event> next(Duration timeout) throws InterruptedException {
      return Optional.ofNullable(queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether nothing more will come. */
    boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      ended = true;
      hub.subscriptions.remove(this);
    }

    private void offer(Event event) {
      if (!queue.offer(event)) {
        close();
      }
    }
  }

  private static final Event LAST = new Event("", "end", "");

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final String start = Long.toHexString(System.currentTimeMillis());
  private long count;
  private boolean closed;

  synchronized Subscription subscribe() {
    var subscription = new Subscription(this, id());
    if (closed) {
      subscription.ended = true;
    } else {
      subscriptions.add(subscription);
    }
    return subscription;
  }

  /** Tells all listeners; the data are only written where there are any. */
  synchronized void publish(String type, Supplier<String> json) {
    count++;
    if (!subscriptions.isEmpty()) {
      var event = new Event(id(), type, json.get());
      subscriptions.forEach(subscription -> subscription.offer(event));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Subscription subscription : subscriptions) {
      subscription.close();
      subscription.queue.clear();
      subscription.queue.add(LAST);
    }
  }

  private String id() {
    return start + "-" + count;
  }
}
