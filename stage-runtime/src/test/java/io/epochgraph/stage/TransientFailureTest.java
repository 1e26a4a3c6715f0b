package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransientFailureTest {

  static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("no answer in 60 s"),
        new InvalidTxnStateException("a coordinator that was killed"),
        new FencedInstanceIdException("another consumer with the same group.instance.id"),
        new KafkaException(
            "Unexpected error from SyncGroup: The coordinator is loading and hence can't process"
                + " requests."),
        new SerializationException("writing", new ConnectException("refused")),
        new SerializationException("writing", new RestClientException("away", 503, 50301)));
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new KafkaException("Unexpected error from SyncGroup: Group authorization failed."),
        new KafkaException("Failed to construct kafka consumer"),
        new KafkaException((String) null),
        new TopicAuthorizationException("not allowed"),
        new RecordTooLargeException("too large"),
        new SerializationException("no schema"),
        new SerializationException("writing", new RestClientException("refused", 409, 40901)),
        new IllegalStateException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldTryAgainWhatPasses(Throwable cause) {
    assertThat(TransientFailure.is(cause)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void shouldGiveUpOnWhatDoesNot(Throwable cause) {
    assertThat(TransientFailure.is(cause)).isFalse();
  }
}
