package io.epochgraph.graphstream;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphSize;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.math.Network;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.stage.LogScope;
import io.epochgraph.stage.Outcome;
import io.epochgraph.stage.Refusal;
import io.epochgraph.stage.RunLifetimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each new epoch into its statistics. All computing is done before anything is written, so
 * that no transaction stays open meanwhile, and each epoch is committed at once.
 */
final class GraphStatisticsProcessor
    implements Processor<String, EpochManifest, String, Outcome<GraphStatistics>> {

  private static final Logger LOG = LoggerFactory.getLogger(GraphStatisticsProcessor.class);

  private final String stage;
  private final Supplier<ChunkReader> chunkReaders;
  private final GraphSettings settings;
  private final GraphMetrics metrics;
  private ProcessorContext<String, Outcome<GraphStatistics>> context;
  private KeyValueStore<String, RunEpochs> accepted;
  private RunLifetimes lifetimes;
  private final List<MeasuredChunkReader> readers = new ArrayList<>();
  private ChunkReader chunks;
  private Baselines baselines;

  GraphStatisticsProcessor(
      String stage,
      Supplier<ChunkReader> chunkReaders,
      GraphSettings settings,
      GraphMetrics metrics) {
    this.stage = stage;
    this.chunkReaders = chunkReaders;
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<GraphStatistics>> context) {
    this.context = context;
    this.accepted = context.getStateStore(GraphStreamTopology.EPOCHS_STORE);
    this.lifetimes = new RunLifetimes(context.getStateStore(RunLifetimes.STORE));
    this.chunks = reader();
    this.baselines = new Baselines(context.getStateStore(Baselines.STORE), settings, this::reader);
  }

  @Override
  public void process(Record<String, EpochManifest> record) {
    EpochManifest manifest = record.value();
    try (var _ = LogScope.epoch(manifest.getAttempt(), manifest.getEpoch())) {
      process(record, manifest);
    }
  }

  private void process(Record<String, EpochManifest> record, EpochManifest manifest) {
    try {
      Instant sentAt = Instant.ofEpochMilli(record.timestamp());
      Network network = ManifestCheck.network(manifest, sentAt);
      Instant now = lifetimes.at(manifest.getTrainedAt());
      checkOpen(record.key(), now);
      Sha256 digest = EpochDigest.of(manifest);
      RunEpochs known = accepted.get(record.key());
      if (EpochLedger.isNew(known, manifest, digest)) {
        GraphStatistics statistics = measured(manifest, network, digest);
        accepted.put(record.key(), EpochLedger.accept(known, manifest, digest));
        baselines.accept(manifest);
        long eventTime = Math.min(record.timestamp(), manifest.getTrainedAt().toEpochMilli());
        context.forward(
            record
                .<Outcome<GraphStatistics>>withValue(new Outcome.Good<>(statistics))
                .withTimestamp(eventTime));
      } else {
        metrics.repeated();
      }
      lifetimes.hear(record.key(), now);
      move(now);
      context.commit();
    } catch (RefusedException e) {
      var epoch = new EpochReference(manifest.getAttempt(), manifest.getEpoch());
      var letter = e.refusal().letter(stage, context, record.key(), epoch, record.timestamp());
      context.forward(record.withValue(new Outcome.Dead<>(letter)));
    }
  }

  private GraphStatistics measured(EpochManifest manifest, Network network, Sha256 digest)
      throws RefusedException {
    long start = System.nanoTime();
    Duration readBefore = timeOfReading();
    long bytesBefore = bytesRead();
    List<DifferenceGraph> differences = baselines.differences(manifest, network);
    NetworkGraphs graphs = GraphAssembly.of(manifest, network, chunks, differences, settings);
    GraphStatistics statistics = statistics(manifest, digest, graphs, differences);
    EncodedSize.check(statistics);
    Duration reading = timeOfReading().minus(readBefore);
    Duration computing = Duration.ofNanos(System.nanoTime() - start).minus(reading);
    metrics.computed(statistics, computing);
    LOG.info(
        "statistics of {} nodes and {} edges: {} ms to read {} bytes of weights, {} ms to compute",
        statistics.getNodes(),
        statistics.getEdges(),
        reading.toMillis(),
        bytesRead() - bytesBefore,
        computing.toMillis());
    return statistics;
  }

  /** An epoch that comes too late still tells the time: what comes after it is too late as well. */
  private void checkOpen(String run, Instant now) throws RefusedException {
    if (lifetimes.isClosed(run, now)) {
      Refusal refusal = lifetimes.closed(run, now);
      move(now);
      throw new RefusedException(refusal);
    }
  }

  private void move(Instant now) {
    for (String closed : lifetimes.move(now)) {
      if (accepted.get(closed) != null) {
        accepted.delete(closed);
      }
      baselines.forget(closed);
    }
  }

  private ChunkReader reader() {
    var reader = new MeasuredChunkReader(chunkReaders.get(), metrics);
    readers.add(reader);
    return reader;
  }

  private Duration timeOfReading() {
    return readers.stream().map(MeasuredChunkReader::time).reduce(Duration.ZERO, Duration::plus);
  }

  private long bytesRead() {
    return readers.stream().mapToLong(MeasuredChunkReader::bytes).sum();
  }

  @Override
  public void close() {
    readers.forEach(ChunkReader::close);
  }

  private GraphStatistics statistics(
      EpochManifest manifest,
      Sha256 digest,
      NetworkGraphs graphs,
      List<DifferenceGraph> differences) {
    List<GraphSize> sizes = GraphFeatures.sizes(graphs);
    return GraphStatistics.newBuilder()
        .setRun(manifest.getRun())
        .setAttempt(manifest.getAttempt())
        .setEpoch(manifest.getEpoch())
        .setPrevious(manifest.getPrevious())
        .setDigest(digest)
        .setDescriptor(manifest.getDescriptor())
        .setNodes(sizes.getFirst().getNodes())
        .setEdges(sizes.getFirst().getEdges())
        .setDiverged(!graphs.finite())
        .setFeatures(GraphFeatures.of(graphs, differences, settings.choice().features()))
        .setAbsent(differences.stream().flatMap(it -> it.absence().stream()).toList())
        .setGraphs(sizes)
        .setMetrics(manifest.getMetrics())
        .setSkipped(manifest.getSkipped())
        .setTrainedAt(manifest.getTrainedAt())
        .build();
  }
}
