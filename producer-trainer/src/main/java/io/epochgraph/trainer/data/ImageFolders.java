package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * PNG and JPEG files in a folder per class: {@code DIR/train/<class>/…} and {@code
 * DIR/val/<class>/…}, or {@code DIR/<class>/…}, of which a fifth, drawn by seed, is then kept for
 * validation. Files may lie deeper within a class's folder. Only files that are drawn are decoded.
 */
final class ImageFolders {
  private static final int VALIDATION_SHARE = 5;

  private ImageFolders() {}

  static Path locate(Path given) throws IOException {
    if (given == null) {
      throw new IOException(
          "folders of images have no usual place: name the directory that has one folder per class,"
              + " or train and val with such folders, with --data DIR");
    }
    if (!Files.isDirectory(given)) {
      throw new DatasetUnavailableException(given + ": no such directory");
    }
    return given;
  }

  static ImageDataset read(DatasetSettings settings) throws IOException {
    Path root = settings.directory();
    Path train = root.resolve("train");
    Path val = root.resolve("val");
    boolean split = Files.isDirectory(train) && Files.isDirectory(val);
    List<String> classes = classes(split ? train : root);
    List<Example> training = examples(split ? train : root, classes);
    List<Example> validation;
    if (split) {
      validation = examples(val, classes);
    } else {
      List<Example> shuffled =
          Example.choose(
              training, Sample.indices(training.size(), training.size(), settings.seed()));
      int kept = Math.max(1, shuffled.size() / VALIDATION_SHARE);
      validation = shuffled.subList(0, kept);
      training = shuffled.subList(kept, shuffled.size());
    }
    requireSome(training, split ? train : root);
    requireSome(validation, split ? val : root);
    int images = Sample.training(training.size(), settings.images());
    int held = Sample.validation(validation.size(), settings.images(), images);
    var scaling = new Scaling(settings.side(), settings.grey());
    return new ImageDataset(
        settings.label(),
        settings.grey() ? 1 : 3,
        settings.side(),
        settings.side(),
        classes,
        Example.decode(
            Example.choose(training, Sample.indices(training.size(), images, settings.seed())),
            scaling),
        Example.decode(
            Example.choose(validation, Sample.indices(validation.size(), held, ~settings.seed())),
            scaling));
  }

  private static List<String> classes(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      List<String> classes =
          children
              .filter(Files::isDirectory)
              .map(child -> child.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
      if (classes.size() < 2) {
        throw new IOException(
            "%s: has folders for %d classes, must have at least 2"
                .formatted(folder, classes.size()));
      }
      return classes;
    }
  }

  private static List<Example> examples(Path folder, List<String> classes) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path place = folder.resolve(classes.get(label));
      if (!Files.isDirectory(place)) {
        throw new IOException("%s: has no folder %s".formatted(folder, classes.get(label)));
      }
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(ImageFolders::isImage).sorted().toList()) {
          examples.add(new Example(file, label));
        }
      }
    }
    return examples;
  }

  private static boolean isImage(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)");
  }

  private static void requireSome(List<Example> examples, Path folder) throws IOException {
    if (examples.isEmpty()) {
      throw new IOException(folder + ": has too few .png, .jpg or .jpeg files in its folders");
    }
  }
}
