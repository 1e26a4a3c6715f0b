package io.epochgraph.signaturestream;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.state.SmoothedFeature;
import io.epochgraph.contract.state.Snapshot;
import io.epochgraph.stage.Commits;
import io.epochgraph.stage.LogScope;
import io.epochgraph.stage.Outcome;
import io.epochgraph.stage.Refusal;
import io.epochgraph.stage.RunLifetimes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each new snapshot into the signatures of the windows that it completes. These are the
 * windows that end with it and, where it came late, windows that end with its successors. Where its
 * coming completes the chain back to the first snapshot, windows that were sent without averages
 * are sent again with them.
 */
final class SignatureProcessor
    implements Processor<String, GraphStatistics, String, Outcome<Signature>> {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureProcessor.class);

  private final String stage;
  private final SignatureMetrics metrics;
  private final List<Window> windows;
  private final Commits commits;
  private ProcessorContext<String, Outcome<Signature>> context;
  private KeyValueStore<String, Snapshot> store;
  private RunLifetimes lifetimes;

  SignatureProcessor(
      String stage, List<Window> windows, SignatureMetrics metrics, Commits commits) {
    this.stage = stage;
    this.windows = windows;
    this.metrics = metrics;
    this.commits = commits;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<Signature>> context) {
    this.context = context;
    this.store = context.getStateStore(SignatureStreamTopology.SNAPSHOTS_STORE);
    this.lifetimes = new RunLifetimes(context.getStateStore(RunLifetimes.STORE));
  }

  @Override
  public void process(Record<String, GraphStatistics> record) {
    GraphStatistics statistics = record.value();
    try (var _ = LogScope.epoch(statistics.getAttempt(), statistics.getEpoch())) {
      process(record, statistics);
    }
  }

  private void process(Record<String, GraphStatistics> record, GraphStatistics statistics) {
    if (!isInOrder(statistics) || statistics.getTrainedAt().isBefore(Instant.EPOCH)) {
      refuse(record, disorder(statistics));
      return;
    }
    Instant now = lifetimes.at(statistics.getTrainedAt());
    if (lifetimes.isClosed(record.key(), now)) {
      refuse(record, lifetimes.closed(record.key(), now));
      return;
    }
    lifetimes.hear(record.key(), now);
    lifetimes.move(now).forEach(closed -> new RunSnapshots(store, closed).discardFrom(0));
    var snapshots = new RunSnapshots(store, record.key());
    List<Snapshot> before = snapshots.all();
    int attempt = before.stream().mapToInt(SignatureProcessor::attempt).max().orElse(0);
    if (isKnown(statistics, snapshots) || statistics.getAttempt() < attempt) {
      metrics.repeated();
      return;
    }
    if (statistics.getAttempt() > attempt) {
      snapshots.discardFrom(statistics.getEpoch());
    }
    snapshots.put(new Snapshot(statistics, null));
    forwardCompleted(statistics.getEpoch(), snapshots, record.timestamp());
    snapshots.trim();
    metrics.fresh();
    LOG.info("signatures of the windows that it completes are made");
    commits.after(context);
  }

  /** Predecessors that are not before their epoch would lead windows round in circles. */
  private static boolean isInOrder(GraphStatistics statistics) {
    EpochReference previous = statistics.getPrevious();
    return statistics.getEpoch() >= 0
        && statistics.getAttempt() >= 0
        && (previous == null
            || (previous.getEpoch() >= 0
                && previous.getEpoch() < statistics.getEpoch()
                && previous.getAttempt() <= statistics.getAttempt()));
  }

  private static Refusal disorder(GraphStatistics statistics) {
    return new Refusal(
        "INVALID",
        "attempt %d, epoch %d of %s after %s: want both at least 0, the latter before the former, since 1970"
            .formatted(
                statistics.getAttempt(),
                statistics.getEpoch(),
                statistics.getTrainedAt(),
                statistics.getPrevious()));
  }

  private void refuse(Record<String, GraphStatistics> record, Refusal refusal) {
    var epoch = new EpochReference(record.value().getAttempt(), record.value().getEpoch());
    var letter = refusal.letter(stage, context, record.key(), epoch, record.timestamp());
    context.forward(record.withValue(new Outcome.Dead<>(letter)));
  }

  private static boolean isKnown(GraphStatistics statistics, RunSnapshots snapshots) {
    return snapshots
        .at(statistics.getEpoch())
        .filter(known -> attempt(known) == statistics.getAttempt())
        .isPresent();
  }

  private void forwardCompleted(int arrived, RunSnapshots snapshots, long timestamp) {
    var toDo = new ArrayDeque<Integer>(List.of(arrived));
    while (!toDo.isEmpty()) {
      Snapshot before = snapshots.at(toDo.poll()).orElseThrow();
      Snapshot last = averaged(before, snapshots);
      snapshots.put(last);
      boolean averagesCame = before.getSmoothed() == null && last.getSmoothed() != null;
      for (Window window : windows) {
        window
            .endingWith(last, snapshots)
            .filter(
                chain ->
                    averagesCame || chain.stream().anyMatch(member -> epoch(member) == arrived))
            .ifPresent(chain -> forward(window, chain, snapshots, timestamp));
      }
      snapshots.after(last).forEach(successor -> toDo.add(epoch(successor)));
    }
  }

  /** The snapshot with its averages, where the chain back to the first one is complete. */
  private static Snapshot averaged(Snapshot snapshot, RunSnapshots snapshots) {
    GraphStatistics statistics = snapshot.getStatistics();
    Optional<List<SmoothedFeature>> before =
        statistics.getPrevious() == null
            ? Optional.of(List.of())
            : snapshots.before(snapshot).map(Snapshot::getSmoothed);
    return new Snapshot(
        statistics, before.map(averages -> Averages.next(averages, statistics)).orElse(null));
  }

  private void forward(
      Window window, List<Snapshot> chain, RunSnapshots snapshots, long timestamp) {
    GraphStatistics last = chain.getLast().getStatistics();
    Signature signature =
        Signature.newBuilder()
            .setRun(last.getRun())
            .setAttempt(last.getAttempt())
            .setEpoch(last.getEpoch())
            .setWindow(window.label())
            .setEpochs(chain.stream().map(SignatureProcessor::epoch).toList())
            .setDigest(last.getDigest())
            .setDescriptor(last.getDescriptor())
            .setDiverged(chain.stream().anyMatch(member -> member.getStatistics().getDiverged()))
            .setFeatures(SignatureFeatures.of(chain))
            .setMetrics(chain.stream().map(member -> member.getStatistics().getMetrics()).toList())
            .setMissing(snapshots.missing())
            .setTrainedAt(last.getTrainedAt())
            .build();
    long eventTime = Math.min(timestamp, last.getTrainedAt().toEpochMilli());
    metrics.signature(window);
    context.forward(new Record<>(last.getRun(), new Outcome.Good<>(signature), eventTime));
  }

  private static int epoch(Snapshot snapshot) {
    return snapshot.getStatistics().getEpoch();
  }

  private static int attempt(Snapshot snapshot) {
    return snapshot.getStatistics().getAttempt();
  }
}
