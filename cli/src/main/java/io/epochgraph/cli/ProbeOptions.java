package io.epochgraph.cli;

import io.epochgraph.cli.graph.ProbeImage;
import io.epochgraph.math.GraphChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which image weighs an unrolled graph's edges. */
final class ProbeOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--probe",
      paramLabel = "IMAGE",
      description =
          "Multiply each edge of an unrolled graph by the activation that it starts from while the"
              + " network sees this image: *.png, *.jpg, or *.safetensors with one tensor. For"
              + " lenet5, alexnet and vgg13.")
  private Path image;

  @Option(
      names = "--probe-mean",
      paramLabel = "LIST",
      split = ",",
      description = "Of each channel, taken from pixels in [0, 1]. Default: 0.")
  private List<Double> mean;

  @Option(
      names = "--probe-std",
      paramLabel = "LIST",
      split = ",",
      description = "Of each channel; pixels less the mean are divided by it. Default: 1.")
  private List<Double> deviation;

  /**
   * The image, if one is given.
   *
   * @throws ParameterException if the graphs have no positions, or means belong to no image
   */
  Optional<ProbeImage> image(GraphChoice choice) {
    if (image == null) {
      if (mean != null || deviation != null) {
        throw new ParameterException(
            command.commandLine(), "--probe-mean and --probe-std want a --probe");
      }
      return Optional.empty();
    }
    if (!choice.unrolls()) {
      throw new ParameterException(
          command.commandLine(),
          "--probe weighs positions, which the rolled graph has none of; give --representation"
              + " unrolled, unrolled-positive, unrolled-negative or unrolled-pos-neg");
    }
    return Optional.of(
        new ProbeImage(
            image,
            Objects.requireNonNullElse(mean, List.of()),
            Objects.requireNonNullElse(deviation, List.of())));
  }
}
