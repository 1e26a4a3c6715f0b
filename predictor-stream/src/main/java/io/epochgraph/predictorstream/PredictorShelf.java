package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Signature;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RunId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The predictors at hand, decoded once each. A bad one is logged and left out. */
final class PredictorShelf {

  private static final Logger LOG = LoggerFactory.getLogger(PredictorShelf.class);

  private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store;
  private final RecordReader<Predictor> reader;
  private final Map<Edition, Optional<FittedPredictor>> decoded = new HashMap<>();

  /** A key, and when and how long what it holds was written: another one is decoded anew. */
  private record Edition(String key, long timestamp, int bytes) {}

  PredictorShelf(
      ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store,
      RecordReader<Predictor> reader) {
    this.store = store;
    this.reader = reader;
  }

  /** The highest version of each predictor of the signature's network and dataset, by id. */
  List<FittedPredictor> ofCohort(Signature signature) {
    var latest = new TreeMap<String, FittedPredictor>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        decode(entry.key, entry.value)
            .filter(
                predictor ->
                    predictor.cohort().network().equals(signature.getDescriptor().getNetwork())
                        && predictor
                            .cohort()
                            .dataset()
                            .equals(signature.getDescriptor().getDataset()))
            .ifPresent(predictor -> latest.merge(predictor.id(), predictor, PredictorShelf::newer));
      }
    }
    return List.copyOf(latest.values());
  }

  private static FittedPredictor newer(FittedPredictor a, FittedPredictor b) {
    return a.version() > b.version() ? a : b;
  }

  private Optional<FittedPredictor> decode(String key, ValueAndTimestamp<byte[]> stored) {
    var edition = new Edition(key, stored.timestamp(), stored.value().length);
    Optional<FittedPredictor> known = decoded.get(edition);
    if (known == null) {
      known = read(key, stored.value());
      decoded.put(edition, known);
    }
    return known;
  }

  private Optional<FittedPredictor> read(String key, byte[] bytes) {
    return switch (reader.read(bytes)) {
      case Decoded.Refused<Predictor>(var code, var reason) -> {
        LOG.warn("predictor {} is left out: {}: {}", RunId.printable(key), code, reason);
        yield Optional.empty();
      }
      case Decoded.Accepted<Predictor>(var predictor) -> {
        try {
          yield Optional.of(PredictorCodec.decode(predictor));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          LOG.warn("predictor {} is left out: INVALID: {}", RunId.printable(key), e.getMessage());
          yield Optional.empty();
        }
      }
    };
  }
}
