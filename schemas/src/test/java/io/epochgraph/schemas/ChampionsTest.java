package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Target;
import io.epochgraph.schemas.Champions.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChampionsTest {

  @Test
  void shouldTakeTheHighestVersionAndThenTheFirstIdWhereNoneWasPromoted() {
    assertThat(champion(predictor("svm", 1), predictor("mlp", 1))).isEqualTo("mlp@1");
    assertThat(champion(predictor("mlp", 1), predictor("svm", 2))).isEqualTo("svm@2");
  }

  @Test
  void shouldTakeTheOneThatWasPromotedLast() {
    var first = promoted(predictor("mlp", 1), 1);
    var last = promoted(predictor("svm", 1), 2);
    var never = predictor("svm", 9);
    assertThat(champion(first, last, never)).isEqualTo("svm@1");
    var champions = Champions.among(List.of(first, last, never));
    assertThat(champions.roleOf(last)).isEqualTo(Role.CHAMPION);
    assertThat(champions.roleOf(first)).isEqualTo(Role.CHALLENGER);
    assertThat(champions.roleOf(never)).isEqualTo(Role.CHALLENGER);
  }

  @Test
  void shouldFallBackToTheOneBeforeWhereTheChampionRetires() {
    var before = promoted(predictor("mlp", 1), 1);
    var retired = promoted(predictor("svm", 1), 2);
    retired.setRetired(true);
    assertThat(champion(before, retired)).isEqualTo("mlp@1");
    assertThat(Champions.among(List.of(retired)).roleOf(retired)).isEqualTo(Role.RETIRED);
    assertThat(Champions.among(List.of(retired)).of(Champions.cohort(retired))).isEmpty();
  }

  @Test
  void shouldGiveEachNetworkDatasetAndTargetAChampionOfItsOwn() {
    var one = promoted(predictor("a", 1), 3);
    var other = predictor("b", 1);
    other.setTarget(Target.FINAL_VALIDATION_ACCURACY);
    var another = predictor("c", 1);
    another.setDataset("imagenet");
    var champions = Champions.among(List.of(one, other, another));
    assertThat(List.of(one, other, another))
        .allSatisfy(it -> assertThat(champions.roleOf(it)).isEqualTo(Role.CHAMPION));
  }

  private static String champion(Predictor... predictors) {
    var champion =
        Champions.among(List.of(predictors)).of(Champions.cohort(predictors[0])).orElseThrow();
    return champion.getId() + "@" + champion.getVersion();
  }

  private static Predictor promoted(Predictor predictor, int promotion) {
    predictor.setPromotion(promotion);
    return predictor;
  }

  private static Predictor predictor(String id, int version) {
    return Predictor.newBuilder()
        .setId(id)
        .setVersion(version)
        .setNetwork("lenet5")
        .setDataset("cifar10")
        .setTarget(Target.BEST_VALIDATION_ACCURACY)
        .setThreshold(0.4)
        .setWindow("expanding")
        .setInputs(List.of("curve"))
        .setModels(List.of())
        .setFittedOn(List.of())
        .setFittedAt(Instant.EPOCH)
        .build();
  }
}
