package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHomeTest {
  @Test
  void shouldSayHowToNameTheHomeWhenItHoldsNoRegistry(@TempDir Path empty) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegistryHome(empty))
        .withMessageContaining(empty.toString())
        .withMessageContaining("-Depochgraph.registry.home");
  }
}
