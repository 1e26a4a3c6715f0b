package io.epochgraph.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EventHubTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final EventHub hub = new EventHub();

  @Test
  void shouldTellEachListenerInOrder() throws InterruptedException {
    try (var first = hub.subscribe();
        var second = hub.subscribe()) {
      hub.publish("epoch", () -> "1");
      hub.publish("run", () -> "2");

      for (var listener : new EventHub.Subscription[] {first, second}) {
        assertThat(listener.next(SOON).orElseThrow().json()).isEqualTo("1");
        assertThat(listener.next(SOON).orElseThrow().json()).isEqualTo("2");
      }
    }
  }

  @Test
  void shouldNumberEventsThatNobodyHears() {
    String before = idNow();
    hub.publish("epoch", () -> "1");

    assertThat(idNow()).isNotEqualTo(before);
  }

  @Test
  void shouldDropAListenerThatFallsTooFarBehind() {
    var slow = hub.subscribe();
    for (int i = 0; i < 4097; i++) {
      hub.publish("epoch", () -> "1");
    }

    assertThat(slow.ended()).isTrue();
  }

  @Test
  void shouldWakeListenersWhenItCloses() throws InterruptedException {
    var listener = hub.subscribe();
    var waiting = Thread.startVirtualThread(() -> waitFor(listener));

    hub.close();

    assertThat(waiting.join(SOON)).isTrue();
    assertThat(listener.ended()).isTrue();
    assertThat(hub.subscribe().ended()).isTrue();
  }

  private String idNow() {
    try (var subscription = hub.subscribe()) {
      return subscription.startedAfter();
    }
  }

  private static void waitFor(EventHub.Subscription listener) {
    try {
      listener.next(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
