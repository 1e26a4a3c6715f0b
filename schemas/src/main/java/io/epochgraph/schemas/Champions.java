package io.epochgraph.schemas;

import io.epochgraph.contract.Cohort;
import io.epochgraph.contract.Predictor;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which predictor of each cohort is the champion. Of those that are not retired it is the one that
 * was promoted last; of equal ones the higher version, and of these the first id. So each cohort
 * has one champion at any moment, and a promotion is one record.
 */
public final class Champions {

  /** What a predictor is to its cohort. */
  public enum Role {
    /** Its predictions are shown and acted upon. */
    CHAMPION,
    /** It predicts beside the champion, to be compared. */
    CHALLENGER,
    /** It predicts no more. */
    RETIRED
  }

  private static final Comparator<Predictor> RANK =
      Comparator.comparingInt(Predictor::getPromotion)
          .thenComparingInt(Predictor::getVersion)
          .thenComparing(Predictor::getId, Comparator.reverseOrder());

  private final Map<Cohort, Predictor> champions;

  private Champions(Map<Cohort, Predictor> champions) {
    this.champions = champions;
  }

  /** The champions among {@code predictors}. */
  public static Champions among(Collection<Predictor> predictors) {
    var champions = new HashMap<Cohort, Predictor>();
    for (Predictor predictor : predictors) {
      if (!predictor.getRetired()) {
        champions.merge(cohort(predictor), predictor, (a, b) -> RANK.compare(a, b) >= 0 ? a : b);
      }
    }
    return new Champions(champions);
  }

  /** The cohort that {@code predictor} speaks for. */
  public static Cohort cohort(Predictor predictor) {
    return new Cohort(predictor.getNetwork(), predictor.getDataset(), predictor.getTarget().name());
  }

  /** The champion of a cohort, if it has a predictor. */
  public Optional<Predictor> of(Cohort cohort) {
    return Optional.ofNullable(champions.get(cohort));
  }

  /** What {@code predictor} is to its cohort. */
  public Role roleOf(Predictor predictor) {
    if (predictor.getRetired()) {
      return Role.RETIRED;
    }
    return of(cohort(predictor)).filter(champion -> isSame(champion, predictor)).isPresent()
        ? Role.CHAMPION
        : Role.CHALLENGER;
  }

  private static boolean isSame(Predictor a, Predictor b) {
    return a.getId().equals(b.getId()) && a.getVersion() == b.getVersion();
  }
}
