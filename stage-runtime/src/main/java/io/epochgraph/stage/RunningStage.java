package io.epochgraph.stage;

import io.epochgraph.schemas.RegistryRefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage at work. What passes (a broker or registry that is away) is tried again for ever; what
 * does not (a registry that refuses us) ends the stage, and {@link #ended} says why.
 */
public final class RunningStage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningStage.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final String name;
  private final KafkaStreams streams;
  private final GroupMembershipOperation afterwards;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private RunningStage(String name, KafkaStreams streams, GroupMembershipOperation afterwards) {
    this.name = name;
    this.streams = streams;
    this.afterwards = afterwards;
  }

  /**
   * Starts {@code stage}; returns at once, or once its global stores are read where it has some.
   */
  public static RunningStage start(Stage stage, StageSettings settings) {
    ProcessIdentity.keep(settings);
    var streams = new KafkaStreams(stage.build(settings), stage.config(settings));
    var runningStage = new RunningStage(stage.name(), streams, afterwards(settings));
    streams.setUncaughtExceptionHandler(runningStage::onException);
    streams.setStateListener((now, before) -> runningStage.onState(now));
    try {
      streams.start();
    } catch (StreamsException e) {
      runningStage.ended.completeExceptionally(
          new IllegalStateException(
              "%s cannot start: %s; where topics are missing, create them with: epochgraph topics create"
                  .formatted(stage.name(), e.getMessage()),
              e));
    }
    return runningStage;
  }

  /** Waits until it has its partitions and works. */
  public void awaitRunning(Duration patience) throws InterruptedException {
    try {
      CompletableFuture.anyOf(running, ended).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "%s is %s after %d s: want RUNNING"
              .formatted(name, streams.state(), patience.toSeconds()),
          e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(name + " failed: " + e.getCause().getMessage(), e);
    }
  }

  /** Whether it has its partitions and works now. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Completes when the stage has stopped: normally after {@link #close}, else with the cause. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Kafka Streams itself, for its state and metrics. */
  public KafkaStreams streams() {
    return streams;
  }

  /**
   * Stops, and leaves the work to others at once. A static member of its group ({@code
   * group.instance.id}) is expected back: its work waits for it until the session times out.
   */
  @Override
  public void close() {
    streams.close(CloseOptions.timeout(CLOSE_PATIENCE).withGroupMembershipOperation(afterwards));
    ended.complete(null);
  }

  private static GroupMembershipOperation afterwards(StageSettings settings) {
    return settings.cluster().kafka().containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }

  private void onState(KafkaStreams.State state) {
    switch (state) {
      case RUNNING -> running.complete(null);
      case ERROR -> ended.completeExceptionally(new IllegalStateException(name + " stopped"));
      default -> LOG.debug("{} is {}", name, state);
    }
  }

  private StreamThreadExceptionResponse onException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingSourceTopicException) {
        ended.completeExceptionally(
            new IllegalStateException(
                name + ": topics are missing; create them with: epochgraph topics create", thrown));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (cause instanceof RegistryRefusedException) {
        ended.completeExceptionally(cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (TransientFailure.is(cause)) {
        LOG.warn("{}: {}; starting the task anew", name, cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    LOG.error("{} stops", name, thrown);
    ended.completeExceptionally(thrown);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
