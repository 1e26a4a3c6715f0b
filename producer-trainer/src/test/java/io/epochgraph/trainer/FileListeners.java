package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Writes each run's digests to a file named for it, and a line to {@code closed} at the end. */
public final class FileListeners implements RunListeners {
  private final Path directory;

  public FileListeners(Map<String, String> client) {
    directory = Path.of(client.get("directory"));
  }

  @Override
  public RunListener attach(RunSettings run) {
    return new Recording() {
      @Override
      public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics values) {
        append(run.run(), digest(layers));
      }
    };
  }

  @Override
  public void close() {
    append("closed", "closed");
  }

  private void append(String name, String line) {
    try {
      Files.writeString(
          directory.resolve(name),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
