package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Signature;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.schemas.Champions;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RunId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The predictors at hand, decoded once each. A bad one is logged and left out. */
final class PredictorShelf {

  private static final Logger LOG = LoggerFactory.getLogger(PredictorShelf.class);

  private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store;
  private final RecordReader<Predictor> reader;
  private Map<Edition, Optional<Held>> held = Map.of();
  private Map<Cohort, List<Shelved>> byCohort = Map.of();

  /** A key and what it holds, in short: where one of them changes, it is decoded anew. */
  private record Edition(String key, long timestamp, int hash) {}

  /** A predictor with its record, without the models. */
  private record Held(Predictor data, FittedPredictor predictor) {}

  PredictorShelf(
      ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store,
      RecordReader<Predictor> reader) {
    this.store = store;
    this.reader = reader;
  }

  /** The predictors of the signature's network and dataset that are not retired, by id. */
  List<Shelved> ofCohort(Signature signature) {
    lookAgain();
    var cohort =
        new Cohort(signature.getDescriptor().getNetwork(), signature.getDescriptor().getDataset());
    return byCohort.getOrDefault(cohort, List.of());
  }

  private void lookAgain() {
    var now = new HashMap<Edition, Optional<Held>>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        byte[] bytes = entry.value.value();
        var edition = new Edition(entry.key, entry.value.timestamp(), Arrays.hashCode(bytes));
        Optional<Held> known = held.get(edition);
        now.put(edition, known == null ? read(entry.key, bytes) : known);
      }
    }
    if (!now.keySet().equals(held.keySet())) {
      held = now;
      byCohort = arranged(now.values().stream().flatMap(Optional::stream).toList());
    }
  }

  private static Map<Cohort, List<Shelved>> arranged(List<Held> all) {
    Champions champions = Champions.among(all.stream().map(Held::data).toList());
    var byCohort = new HashMap<Cohort, List<Shelved>>();
    for (Held one : all) {
      switch (champions.roleOf(one.data())) {
        case RETIRED -> {
          // predicts no more
        }
        case CHAMPION -> add(byCohort, new Shelved(one.predictor(), true));
        case CHALLENGER -> add(byCohort, new Shelved(one.predictor(), false));
      }
    }
    byCohort
        .values()
        .forEach(
            shelved ->
                shelved.sort(
                    Comparator.comparing((Shelved it) -> it.predictor().id())
                        .thenComparing(it -> it.predictor().version())));
    return byCohort;
  }

  private static void add(Map<Cohort, List<Shelved>> to, Shelved shelved) {
    to.computeIfAbsent(shelved.predictor().cohort(), _ -> new ArrayList<>()).add(shelved);
  }

  private Optional<Held> read(String key, byte[] bytes) {
    return switch (reader.read(bytes)) {
      case Decoded.Refused<Predictor>(var code, var reason) -> {
        LOG.warn("predictor {} is left out: {}: {}", RunId.printable(key), code, reason);
        yield Optional.empty();
      }
      case Decoded.Accepted<Predictor>(var predictor) -> {
        try {
          FittedPredictor fitted = PredictorCodec.decode(predictor);
          predictor.setModels(List.of());
          yield Optional.of(new Held(predictor, fitted));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          LOG.warn("predictor {} is left out: INVALID: {}", RunId.printable(key), e.getMessage());
          yield Optional.empty();
        }
      }
    };
  }
}
