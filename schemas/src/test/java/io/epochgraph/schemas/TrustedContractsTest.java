package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.state.RunEpochs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedContractsTest {

  @ParameterizedTest
  @ValueSource(strings = {"schema", "reader", "serializer", "topics"})
  void shouldBeInForceWhateverAJvmTouchesFirst(String first)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FirstContact.class.getName(),
                first)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("Accepted").contains("made up");
  }

  @Test
  void shouldTrustNothingButTheContracts() {
    TrustedContracts.install();
    assertThat(ClassSecurityValidator.getGlobal().isTrusted(RunEpochs.class)).isTrue();
    assertThat(ClassSecurityValidator.getGlobal().isTrusted(ProcessBuilder.class)).isFalse();
    assertThat(ClassSecurityValidator.getGlobal().isTrusted(RecordReader.class)).isFalse();
  }
}
