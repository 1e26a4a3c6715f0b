package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.schemas.Champions;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The predictors of a cluster: what is on their topic, and what is to be. */
public final class PredictorTopic {

  private final ClusterSettings cluster;
  private final Topic<Predictor> topic;

  /** Works on {@code topic} of {@code cluster}. */
  public PredictorTopic(ClusterSettings cluster, Topic<Predictor> topic) {
    this.cluster = cluster;
    this.topic = topic;
  }

  /** All predictors, retired ones too, by id and version. */
  public List<Predictor> read() {
    var byKey = new HashMap<String, Predictor>();
    for (var entry : TopicScan.read(topic, cluster)) {
      byKey.put(entry.key(), entry.value());
    }
    return byKey.values().stream()
        .sorted(Comparator.comparing(Predictor::getId).thenComparingInt(Predictor::getVersion))
        .toList();
  }

  /**
   * One of {@code predictors}.
   *
   * @param name {@code id@version}, or an id, which means its highest version
   * @throws IllegalArgumentException where it is not there; the message says what is
   */
  public static Predictor find(List<Predictor> predictors, String name) {
    return predictors.stream()
        .filter(it -> PredictorCodec.key(it).equals(name) || it.getId().equals(name))
        .reduce((_, later) -> later)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "predictor %s is not on the topic: want one of %s"
                        .formatted(name, predictors.stream().map(PredictorCodec::key).toList())));
  }

  /**
   * Makes a predictor the champion of its network, dataset and target; the champion before it
   * becomes a challenger. A retired one predicts again.
   *
   * @return with the champion before it, if there was another one
   */
  public Change promote(String name) throws InterruptedException {
    List<Predictor> all = read();
    Predictor predictor = find(all, name);
    PredictorCodec.decode(predictor);
    Optional<Predictor> before = Champions.among(all).of(Champions.cohort(predictor));
    predictor.setPromotion(nextPromotion(all, predictor));
    predictor.setRetired(false);
    publish(List.of(predictor));
    return new Change(
        PredictorCodec.key(predictor),
        before.filter(it -> !PredictorCodec.key(it).equals(PredictorCodec.key(predictor))));
  }

  /**
   * Publishes those predictors whose id is not on the topic; one becomes the champion where its
   * network, dataset and target have none.
   *
   * @return those published
   */
  public List<Predictor> install(List<Predictor> shipped) throws InterruptedException {
    List<Predictor> all = new ArrayList<>(read());
    List<Predictor> installed = new ArrayList<>();
    for (Predictor predictor : shipped) {
      if (all.stream().noneMatch(it -> it.getId().equals(predictor.getId()))) {
        Predictor copy = Predictor.newBuilder(predictor).build();
        boolean first = Champions.among(all).of(Champions.cohort(copy)).isEmpty();
        copy.setPromotion(first ? nextPromotion(all, copy) : 0);
        all.add(copy);
        installed.add(copy);
      }
    }
    publish(installed);
    return List.copyOf(installed);
  }

  /**
   * Lets a predictor predict no more.
   *
   * @return with the champion of its network, dataset and target from now on, if one is left
   */
  public Change retire(String name) throws InterruptedException {
    List<Predictor> all = read();
    Predictor predictor = find(all, name);
    predictor.setRetired(true);
    publish(List.of(predictor));
    return new Change(
        PredictorCodec.key(predictor), Champions.among(all).of(Champions.cohort(predictor)));
  }

  /**
   * What was changed.
   *
   * @param key {@code id@version} of the predictor
   * @param other whom it concerned as well
   */
  public record Change(String key, Optional<Predictor> other) {}

  /** The number of the next promotion in the cohort of {@code predictor}. */
  static int nextPromotion(List<Predictor> all, Predictor predictor) {
    return 1
        + all.stream()
            .filter(it -> Champions.cohort(it).equals(Champions.cohort(predictor)))
            .mapToInt(Predictor::getPromotion)
            .max()
            .orElse(0);
  }

  /** Sends {@code predictors} and waits until they are there. */
  public void publish(Collection<Predictor> predictors) throws InterruptedException {
    Map<String, Object> settings = cluster.kafka();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.valueOf(topic.retention().topicConfig().get("max.message.bytes")));
    try (var serializer = new RecordSerializer<Predictor>(cluster);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      for (Predictor predictor : predictors) {
        var record = new ProducerRecord<>(topic.name(), PredictorCodec.key(predictor), predictor);
        producer.send(record).get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "predictors were not published: " + e.getCause().getMessage(), e);
    }
  }
}
