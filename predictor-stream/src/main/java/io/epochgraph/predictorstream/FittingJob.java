package io.epochgraph.predictorstream;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Signature;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FitReport;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.prediction.Target;
import io.epochgraph.schemas.Champions;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fits predictors to the runs that have ended, from the signatures and runs topics, and publishes
 * them. A batch job: it reads what is committed now.
 */
public final class FittingJob {

  private final ClusterSettings cluster;
  private final Topics topics;
  private final PredictorTopic predictors;

  /** Works on {@code topics} of {@code cluster}. */
  public FittingJob(ClusterSettings cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    this.predictors = new PredictorTopic(cluster, topics.predictors());
  }

  /** What becomes of new predictors. */
  public enum Succession {
    /** They are challengers; where there is no champion yet, the one to show becomes it. */
    CHALLENGE,
    /** They take the places of their ids' earlier versions, which retire. */
    SUCCEED,
    /** The same, and the one to show becomes the champion, whoever was it before. */
    TAKE_OVER
  }

  /**
   * What came of one fit.
   *
   * @param predictor the predictor as it travels, a challenger, not yet published
   */
  public record Fit(FitReport report, Predictor predictor) {}

  /** Fits the predictors of a cohort and publishes each as a challenger. */
  public List<FitReport> run(FittingRequest request) throws InterruptedException {
    return run(request, Succession.CHALLENGE);
  }

  /**
   * Fits the predictors of a cohort and publishes each as its id's next version.
   *
   * @return what came of each fit
   * @throws IllegalArgumentException where too few runs have ended; the message says how many
   */
  public List<FitReport> run(FittingRequest request, Succession succession)
      throws InterruptedException {
    List<Fit> fits = fit(request);
    publish(fits, request, succession);
    return fits.stream().map(Fit::report).toList();
  }

  /**
   * Fits the predictors of a cohort, each as its id's next version, and publishes nothing.
   *
   * @throws IllegalArgumentException where too few runs have ended; the message says how many
   */
  public List<Fit> fit(FittingRequest request) {
    Map<String, Run> ended = endedRuns(request);
    List<FittingRun> runs = fittingRuns(request, ended);
    Instant fittedAt =
        ended.values().stream()
            .map(Run::getChangedAt)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return fit(request, runs, fittedAt, predictors.read());
  }

  /**
   * Fits predictors to given runs, wherever they are from.
   *
   * @param fittedAt when the last of the runs ended
   * @param before predictors that are there; each new one is its id's next version
   * @throws IllegalArgumentException where there are too few runs; the message says how many
   */
  public static List<Fit> fit(
      FittingRequest request, List<FittingRun> runs, Instant fittedAt, List<Predictor> before) {
    var versions = new HashMap<String, Integer>();
    before.forEach(it -> versions.merge(it.getId(), it.getVersion(), Math::max));
    var fits = new ArrayList<Fit>();
    for (Map.Entry<String, ModelSettings> models : request.models().entrySet()) {
      String id = request.id(models.getKey());
      var settings =
          new FittingSettings(
              id,
              versions.getOrDefault(id, 0) + 1,
              request.cohort(),
              request.target(),
              request.threshold(),
              request.window(),
              request.inputs(),
              models.getValue(),
              request.minimumRuns());
      FitReport report = PredictorFitter.fit(runs, settings, request.seed());
      fits.add(new Fit(report, PredictorCodec.encode(report, fittedAt)));
    }
    return fits;
  }

  /** Publishes what {@link #fit} gave for {@code request}. */
  public void publish(List<Fit> fits, FittingRequest request, Succession succession)
      throws InterruptedException {
    List<Predictor> before = predictors.read();
    Champions champions = Champions.among(before);
    var changes = new ArrayList<Predictor>();
    for (Fit fit : fits) {
      Predictor predictor = fit.predictor();
      Optional<Predictor> champion = champions.of(Champions.cohort(predictor));
      boolean first =
          (champion.isEmpty() || succession == Succession.TAKE_OVER)
              && predictor.getId().equals(request.championId());
      boolean succeeds =
          succession == Succession.SUCCEED
              && champion.filter(it -> it.getId().equals(predictor.getId())).isPresent();
      if (first || succeeds) {
        predictor.setPromotion(PredictorTopic.nextPromotion(before, predictor));
      }
      changes.add(predictor);
    }
    if (succession != Succession.CHALLENGE) {
      Set<String> ids = changes.stream().map(Predictor::getId).collect(Collectors.toSet());
      before.stream()
          .filter(it -> ids.contains(it.getId()) && !it.getRetired())
          .forEach(
              it -> {
                it.setRetired(true);
                changes.add(it);
              });
    }
    predictors.publish(changes);
  }

  private Map<String, Run> endedRuns(FittingRequest request) {
    Cohort cohort = request.cohort();
    var runs = new HashMap<String, Run>();
    for (var entry : TopicScan.read(topics.runs(), cluster)) {
      Run run = entry.value();
      if (Scoring.hasOutcome(run)
          && !request.isHeldOut(run.getRun())
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
}
