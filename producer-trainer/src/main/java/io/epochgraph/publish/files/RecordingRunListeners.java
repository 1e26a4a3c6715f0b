package io.epochgraph.publish.files;

import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunListeners;
import io.epochgraph.trainer.RunSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Records each run that a worker trains in a directory of its own, named for the run. */
public final class RecordingRunListeners implements RunListeners {

  /** The client property with the directory that takes the runs' directories. */
  public static final String DIRECTORY = "directory";

  /** The client property with the last epoch whose weights are kept; all without it. */
  public static final String LAST_CHECKPOINT = "last.checkpoint";

  private final Path directory;
  private final int lastCheckpoint;

  /**
   * @param client {@link #DIRECTORY} and {@link #LAST_CHECKPOINT}
   */
  public RecordingRunListeners(Map<String, String> client) {
    directory = Path.of(client.get(DIRECTORY));
    lastCheckpoint = Integer.parseInt(client.getOrDefault(LAST_CHECKPOINT, "" + Integer.MAX_VALUE));
  }

  @Override
  public RunListener attach(RunSettings run) {
    return new RecordingRunListener(
        directory.resolve(run.run()), lastCheckpoint, InstantSource.system());
  }

  @Override
  public void close() {}
}
