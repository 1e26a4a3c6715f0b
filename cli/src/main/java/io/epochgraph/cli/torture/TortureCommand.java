package io.epochgraph.cli.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.Directories;
import io.epochgraph.cli.torture.TortureSettings.Blow;
import io.epochgraph.cli.torture.TortureSettings.Share;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves on this machine that nothing is lost and nothing comes twice, whatever is killed. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description = {
      "Kills stages, broker and trainers at random and proves that nothing is lost.",
      "",
      "Sends the same input twice through processes of its own: once undisturbed, once while it"
          + " kills (SIGKILL), pauses (SIGSTOP) and stops (SIGTERM) them. At the end all committed"
          + " values must be equal: 0 lost, 0 twice. Exits with 1 where they are not."
    })
public final class TortureCommand implements Callable<Integer> {

  @Option(names = "--seed", paramLabel = "N", description = "Of all choices. Default: random.")
  private Long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "50",
      description = "Epochs of each run, initial weights not counted. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes of each stage. Default: ${DEFAULT-VALUE}.")
  private int instances;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "100",
      description = "Stages killed. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--broker-kills",
      paramLabel = "N",
      defaultValue = "25",
      description = "Default: ${DEFAULT-VALUE}.")
  private int brokerKills;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      defaultValue = "20",
      description = "Stages paused for 1 to 16 s. Default: ${DEFAULT-VALUE}.")
  private int pauses;

  @Option(
      names = "--stops",
      paramLabel = "N",
      defaultValue = "10",
      description = "Stages stopped gracefully. Default: ${DEFAULT-VALUE}.")
  private int stops;

  @Option(
      names = "--scalings",
      paramLabel = "N",
      defaultValue = "5",
      description = "An instance of each stage removed and added again. Default: ${DEFAULT-VALUE}.")
  private int scalings;

  @Option(
      names = "--trainer-kills",
      paramLabel = "N",
      defaultValue = "10",
      description = "Default: ${DEFAULT-VALUE}.")
  private int trainerKills;

  @Option(
      names = "--standby",
      paramLabel = "WHEN",
      defaultValue = "half",
      description =
          "Keep a copy of all state on another instance: never, always or half of the time."
              + " Default: ${DEFAULT-VALUE}.")
  private Share standby;

  @Option(
      names = "--wipe-state",
      paramLabel = "WHEN",
      defaultValue = "half",
      description =
          "Delete the state directory of a killed stage: never, always or half of the time."
              + " Default: ${DEFAULT-VALUE}.")
  private Share wipe;

  @Option(
      names = "--dynamic",
      description = "Without group.instance.id: a killed stage's place is not kept for it.")
  private boolean dynamic;

  @Option(
      names = "--outage",
      paramLabel = "SECONDS",
      defaultValue = "70",
      description =
          "At the end take the broker away for so long, and then the registry. 0 for not."
              + " Default: ${DEFAULT-VALUE}.")
  private int outage;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Any setting of the stages, for example session.timeout.ms=45000.")
  private Map<String, String> set = Map.of();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep data and logs of all processes there. Default: a temporary directory.")
  private Path directory;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
  private Path json;

  @Option(names = "--report", paramLabel = "FILE", description = "Write a page (Markdown) there.")
  private Path report;

  @Override
  public Integer call() throws Exception {
    Path work = directory == null ? Files.createTempDirectory("epochgraph-torture-") : directory;
    TortureSettings settings = settings(work.toAbsolutePath());
    System.out.printf("seed %d, logs in %s%n", settings.seed(), work);
    Consumer<String> progress = System.out::println;
    TortureResult result;
    try (var torture = Torture.start(settings, progress)) {
      result = torture.run();
    }
    var written = new TortureReport(result);
    System.out.printf("%n%s%n", written.text());
    result.deaths().forEach(death -> System.out.printf("%ngave up: %s%n", death));
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), written.json());
    }
    if (report != null) {
      Files.writeString(report, written.markdown());
    }
    if (directory == null && result.isSound()) {
      Directories.delete(work);
    }
    return result.isSound() ? 0 : 1;
  }

  private TortureSettings settings(Path work) {
    var blows = new EnumMap<Blow, Integer>(Blow.class);
    blows.put(Blow.KILL, kills);
    blows.put(Blow.BROKER_KILL, brokerKills);
    blows.put(Blow.PAUSE, pauses);
    blows.put(Blow.STOP, stops);
    blows.put(Blow.SCALE, scalings);
    blows.put(Blow.TRAINER_KILL, trainerKills);
    return new TortureSettings(
        seed == null ? new Random().nextInt(1_000_000) : seed,
        runs,
        epochs,
        instances,
        partitions,
        blows,
        standby,
        wipe,
        !dynamic,
        Duration.ofSeconds(outage),
        set,
        work);
  }
}
