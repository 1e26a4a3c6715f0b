package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Signature;
import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.Target;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Fits predictors to the runs that have ended, from the signatures and runs topics, and publishes
 * them. A batch job: it reads what is committed now.
 */
public final class FittingJob {

  private final ClusterSettings cluster;
  private final Topics topics;

  /** Works on {@code topics} of {@code cluster}. */
  public FittingJob(ClusterSettings cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
  }

  /**
   * Fits the predictors of a cohort and publishes each as its id's next version.
   *
   * @return what came of each fit
   * @throws IllegalArgumentException where too few runs have ended; the message says how many
   */
  public List<FitReport> run(FittingRequest request) throws InterruptedException {
    Map<String, Run> ended = endedRuns(request.cohort());
    List<FittingRun> runs = fittingRuns(request, ended);
    Instant fittedAt =
        ended.values().stream()
            .map(Run::getChangedAt)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    Map<String, Integer> versions = latestVersions();
    var reports = new ArrayList<FitReport>();
    var predictors = new ArrayList<Predictor>();
    for (Map.Entry<String, ClassifierSettings> classifier : request.classifiers().entrySet()) {
      String id = request.id(classifier.getKey());
      var settings =
          new FittingSettings(
              id,
              versions.getOrDefault(id, 0) + 1,
              request.cohort(),
              request.target(),
              request.threshold(),
              request.window(),
              request.inputs(),
              classifier.getValue(),
              request.minimumRuns());
      FitReport report = PredictorFitter.fit(runs, settings, request.seed());
      reports.add(report);
      predictors.add(PredictorCodec.encode(report, fittedAt));
    }
    publish(predictors);
    return reports;
  }

  private Map<String, Run> endedRuns(Cohort cohort) {
    var runs = new HashMap<String, Run>();
    for (var entry : TopicScan.read(topics.runs(), cluster)) {
      Run run = entry.value();
      if (Scoring.hasOutcome(run)
          && run.getDescriptor().getNetwork().equals(cohort.network())
          && run.getDescriptor().getDataset().equals(cohort.dataset())) {
        runs.put(run.getRun(), run);
      } else {
        runs.remove(run.getRun());
      }
    }
    return runs;
  }

  private List<FittingRun> fittingRuns(FittingRequest request, Map<String, Run> ended) {
    var signatures = new HashMap<String, Map<Integer, Signature>>();
    for (var entry : TopicScan.read(topics.signatures(), cluster)) {
      Signature signature = entry.value();
      if (ended.containsKey(signature.getRun()) && signature.getWindow().equals(request.window())) {
        signatures
            .computeIfAbsent(signature.getRun(), run -> new HashMap<>())
            .merge(signature.getEpoch(), signature, FittingJob::later);
      }
    }
    var runs = new ArrayList<FittingRun>();
    signatures.forEach(
        (run, byEpoch) -> {
          var observations = new HashMap<Integer, Observation>();
          byEpoch.forEach((epoch, of) -> observations.put(epoch, Observations.of(of)));
          runs.add(new FittingRun(run, outcome(ended.get(run), request.target()), observations));
        });
    return runs;
  }

  private static Signature later(Signature a, Signature b) {
    return a.getAttempt() > b.getAttempt() ? a : b;
  }

  private static double outcome(Run run, Target target) {
    return switch (target) {
      case BEST_VALIDATION_ACCURACY -> run.getBestValidationAccuracy();
      case FINAL_VALIDATION_ACCURACY -> run.getFinalValidationAccuracy();
    };
  }

  private Map<String, Integer> latestVersions() {
    var versions = new HashMap<String, Integer>();
    for (var entry : TopicScan.read(topics.predictors(), cluster)) {
      versions.merge(entry.value().getId(), entry.value().getVersion(), Math::max);
    }
    return versions;
  }

  private void publish(List<Predictor> predictors) throws InterruptedException {
    Topic<Predictor> topic = topics.predictors();
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
