package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputSpecTest {
  private static final SignatureKey DEGREE = SignatureKey.parse("rolled/degree/raw");

  private static Observation observation(double loss) {
    return new Observation(
        Map.of(DEGREE, new double[] {1, 2, 3, 4, 5, 1, 2.5, 3, 3, 5 + 1e-6}),
        new double[] {0.1, 0.3},
        new double[] {Double.NaN, loss},
        false);
  }

  @Test
  void shouldReadAndWriteParts() {
    List<String> texts = List.of("graph:rolled/degree/raw", "change:rolled/degree/raw", "curve");

    InputSpec spec = InputSpec.parse(texts);

    assertThat(spec.parts())
        .containsExactly(
            new InputPart.Graph(DEGREE), new InputPart.Change(DEGREE), new InputPart.Curve());
    assertThat(spec.texts()).isEqualTo(texts);
  }

  @Test
  void shouldGiveGraphValuesAsTheyAre() {
    InputSpec spec = InputSpec.parse("graph:rolled/degree/raw");

    assertThat(spec.columns(observation(2))).containsExactly(1, 2, 3, 4, 5, 1, 2.5, 3, 3, 5 + 1e-6);
    assertThat(spec.names(2))
        .startsWith("graph:rolled/degree/raw[0].median")
        .endsWith("graph:rolled/degree/raw[1].kurtosis")
        .hasSize(10);
  }

  @Test
  void shouldGiveChangesAsSignedLogarithms() {
    InputSpec spec = InputSpec.parse("change:rolled/degree/raw");

    double[] columns = spec.columns(observation(2));

    assertThat(columns)
        .containsExactly(
            new double[] {0, Math.log(1 + 0.5e6), 0, -Math.log(1 + 1e6), Math.log(2)},
            within(1e-9));
    assertThat(spec.names(2)).hasSize(5).first().isEqualTo("change:rolled/degree/raw[1].median");
    assertThat(spec.names(1)).isEmpty();
  }

  @Test
  void shouldGiveMagnitudesWithoutTheSign() {
    InputSpec spec = InputSpec.parse("magnitude:rolled/degree/raw");

    assertThat(spec.columns(observation(2)))
        .containsExactly(
            new double[] {0, Math.log(1 + 0.5e6), 0, Math.log(1 + 1e6), Math.log(2)}, within(1e-9));
    assertThat(spec.texts()).containsExactly("magnitude:rolled/degree/raw");
  }

  @Test
  void shouldGiveTheDistanceOfTheLastSnapshotAlone() {
    var history =
        new Observation(
            Map.of(DEGREE, new double[] {0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 1, -1, 0, 2, 1e-6}),
            new double[] {0.1, 0.2, 0.3},
            new double[] {Double.NaN, 2, 1},
            false);
    InputSpec spec = InputSpec.parse("distance:rolled/degree/raw");

    assertThat(spec.columns(history))
        .containsExactly(
            new double[] {Math.log(1 + 1e6), Math.log(1 + 1e6), 0, Math.log(1 + 2e6), Math.log(2)},
            within(1e-9));
    assertThat(spec.names(3)).hasSize(5).first().isEqualTo("distance:rolled/degree/raw[2].median");
    assertThat(spec.names(1)).isEmpty();
    assertThat(spec.texts()).containsExactly("distance:rolled/degree/raw");
  }

  @Test
  void shouldGiveTheCurveWithoutTheFirstSnapshot() {
    InputSpec spec = InputSpec.parse("curve");

    assertThat(spec.columns(observation(2))).containsExactly(0.3, 2);
    assertThat(spec.columns(observation(1e9))).containsExactly(0.3, 10);
    assertThat(spec.names(3))
        .containsExactly(
            "curve[1].validationAccuracy",
            "curve[2].validationAccuracy",
            "curve[1].trainLoss",
            "curve[2].trainLoss");
  }

  @Test
  void shouldNameAColumnThatIsNotFinite() {
    InputSpec spec = InputSpec.parse("graph:rolled/degree/raw", "curve");

    assertThatThrownBy(() -> spec.columns(observation(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column curve[1].trainLoss is NaN; it must be a finite number");
  }

  @Test
  void shouldNameAMissingSignatureAndThoseThereAre() {
    assertThatThrownBy(
            () -> InputSpec.parse("graph:rolled/eigenvector/raw").columns(observation(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no signature rolled/eigenvector/raw")
        .hasMessageContaining("[rolled/degree/raw]");
  }

  @Test
  void shouldRejectWhatIsNoPart() {
    for (String text : List.of("curves", "curve:x", "graph", "graph:rolled", "", "tree:a/b/c")) {
      assertThatThrownBy(() -> InputSpec.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as");
    }
    assertThatThrownBy(() -> InputSpec.parse("curve", "curve"))
        .hasMessageContaining("names a part twice");
    assertThatThrownBy(() -> InputSpec.parse(List.of())).hasMessageContaining("has no parts");
  }

  @Test
  void shouldRejectObservationsWhosePartsDisagree() {
    assertThatThrownBy(
            () ->
                new Observation(Map.of(DEGREE, new double[9]), new double[2], new double[2], false))
        .hasMessage("Signature rolled/degree/raw has 9 values; 2 snapshots need 10");
    assertThatThrownBy(() -> new Observation(Map.of(), new double[2], new double[1], false))
        .hasMessageContaining("trainLoss has 1 values and validationAccuracy 2");
    assertThatThrownBy(
            () -> new Observation(Map.of(), new double[] {0.1, 41}, new double[2], false))
        .hasMessageContaining("validationAccuracy[1] is 41.0; it must be a fraction");
  }

  @Test
  void shouldGiveMovementInProportionToTheFirstSnapshot() {
    Observation observation =
        new Observation(
            Map.of(
                DEGREE,
                new double[] {1, 2, 3, 4, 5, 9, 9, 9, 9, 9},
                SignatureKey.parse("rolled-since-start/degree/raw"),
                new double[] {0, 0, 0, 0, 0, 0.2, 0.02, 2, 7, 8},
                SignatureKey.parse("rolled-since-start/eigenvector/raw"),
                new double[] {0, 0, 0, 0, 0, 0.1, 0.2, 0.4, 7, 8}),
            new double[] {0.1, 0.3},
            new double[] {Double.NaN, 2},
            new RunSettings(0.01, 0.3),
            false);
    InputSpec spec =
        InputSpec.parse(
            "movement:rolled-since-start/degree/raw",
            "spread:rolled-since-start/eigenvector/raw",
            "settings");

    assertThat(spec.columns(observation))
        .containsExactly(
            new double[] {Math.log(0.1), Math.log(0.01), 0, Math.log(2), -2, 0.3}, within(1e-6));
    assertThat(spec.names(2))
        .containsExactly(
            "movement:rolled-since-start/degree/raw[1].median",
            "movement:rolled-since-start/degree/raw[1].mean",
            "movement:rolled-since-start/degree/raw[1].std",
            "spread:rolled-since-start/eigenvector/raw[1]",
            "settings.logLearningRate",
            "settings.dropout");
  }

  @Test
  void shouldNameSettingsThatAreUnknown() {
    assertThatThrownBy(() -> InputSpec.parse("settings").columns(observation(2)))
        .hasMessageContaining("Column settings.logLearningRate is NaN");
  }

  @Test
  void shouldReadALayersSignature() {
    SignatureKey key = SignatureKey.parse("rolled/degree/raw//features/0/Conv");

    assertThat(key.layer()).isEqualTo("/features/0/Conv");
    assertThat(SignatureKey.parse(key.toString())).isEqualTo(key);
    assertThat(key.ofLayer("")).isEqualTo(DEGREE);
  }
}
