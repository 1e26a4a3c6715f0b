package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.trainer.data.DatasetSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void shouldBringSettingsToAWorkerUnchanged() {
    var worker =
        new WorkerSettings(
            DatasetSettings.of("fashion-mnist", Path.of("/data with space"), 5_000, Long.MAX_VALUE),
            "some.Listeners",
            Map.of("bootstrap.servers", "127.0.0.1:9092"));
    var run = new RunSettings("r", "", "lenet5", 0.015, 0.9, 0.1, 32, 8, 0, Long.MIN_VALUE);

    assertThat(JsonLines.read(JsonLines.write(worker), WorkerSettings.class)).isEqualTo(worker);
    assertThat(JsonLines.read(JsonLines.write(run), RunSettings.class)).isEqualTo(run);
  }

  @Test
  void shouldBringEventsBackOnOneLineEach() {
    var events =
        List.of(
            new WorkerEvent.Ready("stripes", 5, 4),
            new WorkerEvent.Unusable("no\ndataset"),
            new WorkerEvent.Batch(1, 2, 3),
            new WorkerEvent.Epoch(0, new EpochMetrics(null, 2.3, 0.1, 0.1, 0.5)),
            new WorkerEvent.Epoch(
                1, new EpochMetrics(Double.NaN, Double.POSITIVE_INFINITY, 0.1, 0.1, 0.5)),
            new WorkerEvent.Ended(
                new RunOutcome(RunOutcome.Status.FAILED, 0, Double.NaN, Double.NaN, "broke")));

    for (WorkerEvent event : events) {
      String line = JsonLines.write(event);
      assertThat(line).doesNotContain("\n");
      assertThat(JsonLines.read(line, WorkerEvent.class)).isEqualTo(event);
    }
  }
}
