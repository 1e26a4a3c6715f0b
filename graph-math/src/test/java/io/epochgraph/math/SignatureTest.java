package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  @Test
  void shouldConcatenateOldestFirst() {
    assertThat(
            Signature.concatenate(
                List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6})))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void shouldRefuseSnapshotsThatAreAbsentOrDiffer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.concatenate(List.of()))
        .withMessage("a signature needs at least 1 snapshot");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.concatenate(List.of(new double[2], new double[3])))
        .withMessage("snapshot 1 has 3 statistics, but snapshot 0 has 2; expected as many");
  }
}
