package io.epochgraph.cli;

import io.epochgraph.cli.corpus.CorpusBuild;
import io.epochgraph.cli.corpus.CorpusImport;
import io.epochgraph.cli.corpus.CorpusText;
import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Run;
import io.epochgraph.evaluation.CorpusAssembly;
import io.epochgraph.evaluation.CorpusFile;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded runs as one file. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Keeps ended runs in one file: their graphs' statistics, curves and outcomes.",
      "",
      "A corpus is an Avro container. Predictors are fitted to it and judged by it without training"
          + " anything again."
    },
    subcommands = {
      CorpusCommand.Build.class,
      CorpusCommand.Export.class,
      CorpusCommand.Import.class,
      CorpusCommand.Show.class
    })
final class CorpusCommand {

  /** From files, by a cluster of its own. */
  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a corpus of recorded runs. Needs no cluster: starts one for as long as it takes.",
        "",
        "The runs are those of 'epochgraph sweep', or any that 'epochgraph publish' takes."
      })
  static final class Build implements Callable<Integer> {

    @Option(
        names = {"-o", "--out"},
        required = true,
        paramLabel = "FILE",
        description = "The corpus to write.")
    private Path out;

    @Option(
        names = "--set",
        paramLabel = "NAME=VALUE",
        description =
            "Settings of graph-stream, for example"
                + " epochgraph.graph.representations=rolled,unrolled-pos-neg.")
    private Map<String, String> settings = Map.of();

    @Parameters(
        paramLabel = "DIR",
        arity = "1..*",
        description = "Directories of runs, or of directories of runs.")
    private List<Path> directories;

    @Override
    public Integer call() throws IOException, InterruptedException {
      var build = new CorpusBuild(settings, System.out::println);
      return save(build.of(RecordedRuns.runs(directories)), out);
    }
  }

  /** From a cluster's topics. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Makes a corpus of the runs that a cluster keeps and that have an outcome.")
  static final class Export implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Option(names = "--network", paramLabel = "NAME", description = "Only runs of this network.")
    private String network;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only runs on this dataset.")
    private String dataset;

    @Parameters(paramLabel = "FILE", description = "The corpus to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      ClusterSettings settings = cluster.settings();
      Topics topics = Topics.of(settings);
      List<Run> runs =
          read(topics.runs(), settings).stream()
              .filter(run -> network == null || run.getDescriptor().getNetwork().equals(network))
              .filter(run -> dataset == null || run.getDescriptor().getDataset().equals(dataset))
              .toList();
      List<GraphStatistics> statistics = read(topics.graphStatistics(), settings);
      return save(CorpusAssembly.of(runs, statistics), out);
    }

    private static <V extends SpecificRecord> List<V> read(
        Topic<V> topic, ClusterSettings settings) {
      return TopicScan.read(topic, settings).stream().map(TopicScan.Entry::value).toList();
    }
  }

  /** To a cluster's topics. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Sends a corpus's runs and statistics to a cluster, as if they had trained there.",
        "",
        "The stages after graph-stream take them up: signatures and predictions follow, and"
            + " 'epochgraph predictor train' can be run. Runs that the cluster has are left out."
      })
  static final class Import implements Callable<Integer> {

    @Mixin private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "The corpus.")
    private Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ClusterSettings settings = cluster.settings();
      CorpusImport.Sent sent =
          new CorpusImport(settings, Topics.of(settings)).send(CorpusFile.read(file));
      System.out.printf(
          "Sent %d runs with %d epochs; %d were there already.%n",
          sent.runs(), sent.epochs(), sent.present());
      return 0;
    }
  }

  /** What is in it. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Says what a corpus holds, run by run.")
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The corpus.")
    private Path file;

    @Override
    public Integer call() throws IOException {
      CorpusText.lines(CorpusFile.read(file)).forEach(System.out::println);
      return 0;
    }
  }

  private static int save(List<CorpusRun> corpus, Path out) throws IOException {
    if (corpus.isEmpty()) {
      throw new IllegalArgumentException(
          "no run has ended with an outcome and has statistics: nothing to write");
    }
    CorpusFile.write(out, corpus);
    System.out.printf(
        "%s: %d runs with %d epochs%n",
        out, corpus.size(), corpus.stream().mapToInt(run -> run.getStatistics().size()).sum());
    return 0;
  }
}
