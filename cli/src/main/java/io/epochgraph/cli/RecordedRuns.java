package io.epochgraph.cli;

import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.publish.files.RecordedRun;
import io.epochgraph.publish.files.RunDirectoryPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Publishes directories of recorded runs. */
final class RecordedRuns {

  private RecordedRuns() {}

  /**
   * Publishes each run under {@code directories}, in the order of their names.
   *
   * @param pace what lies between two epochs of a run
   * @param progress hears of each run
   * @return the exit code: 0 where every run was published whole
   */
  static int publish(
      List<Path> directories, ClusterSettings cluster, Duration pace, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Path> runs = runs(directories);
    var since = Stopwatch.start();
    try (var publisher =
        WeightPublisher.open(
            cluster,
            PublisherSettings.defaults().withTopics(Topics.of(cluster)).withOnFull(OnFull.BLOCK))) {
      var publishing = new RunDirectoryPublisher(publisher, pace);
      for (Path directory : runs) {
        RecordedRun run = publishing.publish(directory);
        progress.accept(
            "%s: %d checkpoints of %d epochs"
                .formatted(run.run(), run.checkpoints().size(), run.end().lastEpoch()));
      }
    }
    progress.accept("Published %d runs in %s.".formatted(runs.size(), since.elapsed()));
    return 0;
  }

  /**
   * The directories of runs among and in {@code directories}.
   *
   * @throws IllegalArgumentException if one is no directory, or holds no run
   */
  static List<Path> runs(List<Path> directories) throws IOException {
    var runs = new ArrayList<Path>();
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new IllegalArgumentException("%s is no directory".formatted(directory));
      }
      if (isRun(directory)) {
        runs.add(directory);
        continue;
      }
      try (Stream<Path> inside = Files.list(directory)) {
        List<Path> found = inside.filter(RecordedRuns::isRun).sorted().toList();
        if (found.isEmpty()) {
          throw new IllegalArgumentException(
              "%s holds no run: want run.json in it or in the directories in it"
                  .formatted(directory));
        }
        runs.addAll(found);
      }
    }
    return runs;
  }

  private static boolean isRun(Path directory) {
    return Files.isRegularFile(directory.resolve("run.json"));
  }
}
