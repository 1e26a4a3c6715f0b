package io.epochgraph.trainer;

import io.epochgraph.networks.Lenet5;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.trainer.data.ImageDataset;
import java.util.List;

/** The architectures that can be trained, by name. */
public final class Networks {
  public static final List<String> NAMES = List.of(Lenet5.NAME);

  private Networks() {}

  /**
   * The network of that name for a dataset's images and classes.
   *
   * @throws IllegalArgumentException if there is no such network, or the images do not fit it
   */
  public static NetworkDescription describe(String name, ImageDataset dataset, double dropout) {
    return switch (name) {
      case Lenet5.NAME ->
          Lenet5.describe(
              dataset.channels(),
              dataset.height(),
              dataset.width(),
              dataset.classes().size(),
              dropout);
      default ->
          throw new IllegalArgumentException(
              "network '%s' is unknown, must be one of %s".formatted(name, NAMES));
    };
  }
}
