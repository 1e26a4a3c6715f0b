package io.epochgraph.cli;

import io.epochgraph.cli.graph.GraphJson;
import io.epochgraph.cli.graph.GraphReport;
import io.epochgraph.cli.graph.GraphText;
import io.epochgraph.cli.graph.NetworkSource;
import io.epochgraph.cli.graph.NodesCsv;
import io.epochgraph.cli.graph.Probe;
import io.epochgraph.cli.graph.ProbeImage;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.GraphChoice;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.math.Representation;
import io.epochgraph.math.WeightedGraph;
import io.epochgraph.networks.Networks;
import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.networks.files.NetworkFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A network's graph in numbers, without any cluster. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a network's graph in numbers: nodes, edges, largest eigenvalue and the aggregates of"
          + " its nodes' features. Needs no cluster.",
      "",
      "The weights come from FILE, safetensors or ONNX. Without FILE they are initial ones of"
          + " --network. safetensors files do not say how their layers follow each other: where"
          + " names leave it open, --network or --layers says it."
    })
final class GraphCommand implements Callable<Integer> {

  private static final int MAX_PASSES = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "*.safetensors or *.onnx")
  private Path file;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "lenet5, alexnet, vgg13, resnet32, resnet44 or resnet50.")
  private String network;

  @Option(
      names = "--layers",
      paramLabel = "FILE.json",
      description = "A list of the layers, as the guide describes it.")
  private Path layers;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description = "Shape of one input, channels first, for example 3x32x32.")
  private String input;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Without FILE: outputs of --network. Default: ${DEFAULT-VALUE}.")
  private int classes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Without FILE: of the initial weights. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--representation",
      paramLabel = "NAME",
      defaultValue = "rolled",
      description =
          "rolled, unrolled, unrolled-positive, unrolled-negative or unrolled-pos-neg (both parts)."
              + " Default: ${DEFAULT-VALUE}.")
  private String representation;

  @Option(
      names = "--features",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "degree,eigenvector",
      description = "degree, eigenvector or both. Default: ${DEFAULT-VALUE}.")
  private List<String> features;

  @Option(
      names = "--shortcuts",
      paramLabel = "left-out|kept",
      defaultValue = "left-out",
      description = "Residual shortcuts. Default: ${DEFAULT-VALUE}, as in the paper.")
  private String shortcuts;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-12",
      description = "Residual to iterate the eigenvector to. Default: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Mixin private ProbeOptions probe;

  @Option(names = "--per-layer", description = "Aggregates of each layer's nodes, too.")
  private boolean perLayer;

  @Option(
      names = "--nodes",
      paramLabel = "FILE.csv",
      description = "Write every node's features to a file.")
  private Path nodes;

  @Option(names = "--json", description = "One JSON object, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    GraphChoice choice = GraphChoice.of(List.of(representation), features, shortcuts);
    var settings = new EigenvectorCentrality.Settings(tolerance, MAX_PASSES);
    Optional<ProbeImage> image = probe.image(choice);
    try (NetworkSource source = source()) {
      if (choice.unrolls() && !source.hasWindows()) {
        throw new IllegalArgumentException(
            "%s: strides, paddings and poolings are unknown, which an unrolled graph needs; give --network or --layers"
                .formatted(file));
      }
      int[] shape =
          source.inputShape().stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
      if (choice.unrolls() && shape.length == 0) {
        throw new IllegalArgumentException(
            "%s: the input's shape is unknown, which an unrolled graph needs; give it, for example --input 3x32x32"
                .formatted(file));
      }
      double[] activations =
          image.isPresent() ? Probe.activations(source, image.get(), imageShape()) : null;
      var builder = NetworkGraphs.Builder.of(source.network(), shape, choice);
      source.feed(builder);
      Map<Representation, WeightedGraph> graphs = builder.build().all();
      GraphReport report =
          GraphReport.of(
              source.name(),
              representation,
              image.map(probed -> probed.file().toString()),
              activations == null ? graphs : Probe.weigh(graphs, activations),
              choice,
              settings);
      print(json ? new GraphJson(perLayer).of(report) + "\n" : new GraphText(perLayer).of(report));
      if (nodes != null) {
        NodesCsv.write(report, nodes);
      }
    }
    return 0;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private NetworkSource source() throws IOException {
    Optional<List<Integer>> shape = imageShape();
    if (file != null) {
      return new NetworkSource.OfFile(
          NetworkFile.open(
              file,
              new NetworkFileOptions(
                  Optional.ofNullable(network), Optional.ofNullable(layers), shape)));
    }
    if (network == null) {
      throw new ParameterException(spec.commandLine(), "name a FILE or a --network");
    }
    List<Integer> image = shape.orElse(List.of(3, 32, 32));
    if (image.size() != 3) {
      throw new IllegalArgumentException(
          "--input %s: %s wants channels, height and width".formatted(input, network));
    }
    return NetworkSource.Initial.of(
        Networks.describe(network, image.get(0), image.get(1), image.get(2), classes, 0), seed);
  }

  private Optional<List<Integer>> imageShape() {
    return Optional.ofNullable(input).map(GraphCommand::shape);
  }

  private static List<Integer> shape(String text) {
    if (!text.matches("[1-9][0-9]{0,8}(x[1-9][0-9]{0,8})*")) {
      throw new IllegalArgumentException(
          "--input %s: want numbers with x between them, channels first, for example 3x32x32"
              .formatted(text));
    }
    return Arrays.stream(text.split("x", -1)).map(Integer::valueOf).toList();
  }
}
