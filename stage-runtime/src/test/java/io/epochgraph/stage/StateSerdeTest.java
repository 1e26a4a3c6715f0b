package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.state.AcceptedEpoch;
import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.contract.state.SmoothedFeature;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateSerdeTest {

  @Test
  void shouldGiveBackWhatItTook() {
    var serde = StateSerde.of(RunEpochs.class);
    var epochs =
        new RunEpochs(2, List.of(new AcceptedEpoch(3, 1, new Sha256(new byte[32])), later()));
    byte[] bytes = serde.serializer().serialize("store", epochs);
    assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(epochs);
  }

  @Test
  void shouldKeepNumbersThatAreNone() {
    var serde = StateSerde.of(SmoothedFeature.class);
    var feature =
        new SmoothedFeature(
            "rolled", "degree", 1, List.of(Double.NaN), List.of(Double.NEGATIVE_INFINITY));
    byte[] bytes = serde.serializer().serialize("store", feature);
    assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(feature);
  }

  @Test
  void shouldTakeNothingForNothing() {
    var serde = StateSerde.of(RunEpochs.class);
    assertThat(serde.serializer().serialize("store", null)).isNull();
    assertThat(serde.deserializer().deserialize("store", null)).isNull();
  }

  @Test
  void shouldNotTakeOneTypeForAnother() {
    byte[] bytes = StateSerde.of(AcceptedEpoch.class).serializer().serialize("store", later());
    var other = StateSerde.of(RunEpochs.class).deserializer();
    assertThatThrownBy(() -> other.deserialize("store", bytes))
        .isInstanceOf(RuntimeException.class);
  }

  private static AcceptedEpoch later() {
    return new AcceptedEpoch(4, 2, new Sha256(new byte[32]));
  }
}
