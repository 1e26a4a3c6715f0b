package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tiny ImageNet in its own layout: {@code wnids.txt} lists the classes and {@code words.txt} names
 * them, {@code train/<class>/images} has the images to train on, and {@code
 * val/val_annotations.txt} says which class each image in {@code val/images} shows. Images are
 * scaled from 64×64 by averaging. Only those that are drawn are decoded.
 */
final class TinyImageNet {
  private static final String FOLDER = "tiny-imagenet-200";
  private static final String CLASSES = "wnids.txt";
  private static final int USUAL_CLASSES = 100;

  private TinyImageNet() {}

  /** Whether a directory looks like this dataset. */
  static boolean isAt(Path directory) {
    return Files.isRegularFile(directory.resolve(CLASSES));
  }

  /** The folder with the files: the given directory, one in it, or the cache. */
  static Path locate(Path given) throws DatasetUnavailableException {
    Path place = given != null ? given : Cache.directory().resolve(Datasets.TINY_IMAGENET);
    for (Path folder : List.of(place, place.resolve(FOLDER))) {
      if (isAt(folder)) {
        return folder;
      }
    }
    throw new DatasetUnavailableException(
        """
        Tiny ImageNet is not in %s, which has no %s, nor a folder %s with it. Download \
        cs231n.stanford.edu/tiny-imagenet-200.zip, unpack it, and name the directory with --data \
        DIR.\
        """
            .formatted(place, CLASSES, FOLDER));
  }

  static ImageDataset read(DatasetSettings settings) throws IOException {
    Path root = settings.directory();
    List<String> classes = draw(root.resolve(CLASSES), settings);
    List<Example> training = training(root.resolve("train"), classes);
    List<Example> validation = validation(root.resolve("val"), classes);
    int images = Sample.training(training.size(), settings.images());
    int held = Sample.validation(validation.size(), settings.images(), images);
    var scaling = new Scaling(settings.side(), settings.grey());
    int[] trained = Sample.indices(training.size(), images, settings.seed());
    int[] validated = Sample.indices(validation.size(), held, ~settings.seed());
    return new ImageDataset(
        settings.label(),
        settings.grey() ? 1 : 3,
        settings.side(),
        settings.side(),
        words(root.resolve("words.txt"), classes),
        Example.decode(Example.choose(training, trained), scaling),
        Example.decode(Example.choose(validation, validated), scaling));
  }

  /** The classes' ids, in the file's order. */
  private static List<String> draw(Path file, DatasetSettings settings) throws IOException {
    List<String> all =
        Files.readAllLines(file).stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
    int wanted = settings.classes() > 0 ? settings.classes() : Math.min(USUAL_CLASSES, all.size());
    if (all.size() < Math.max(2, wanted) || all.stream().distinct().count() < all.size()) {
      throw new IOException(
          "%s: lists %d classes, %d of them different; must be at least %d, each once"
              .formatted(file, all.size(), all.stream().distinct().count(), Math.max(2, wanted)));
    }
    return Arrays.stream(Sample.indices(all.size(), wanted, settings.seed()))
        .sorted()
        .mapToObj(all::get)
        .toList();
  }

  private static List<Example> training(Path folder, List<String> classes) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path images = folder.resolve(classes.get(label)).resolve("images");
      if (!Files.isDirectory(images)) {
        throw new IOException(images + ": no such directory, though the class is listed");
      }
      int before = examples.size();
      try (Stream<Path> files = Files.list(images)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".JPEG")).sorted().toList()) {
          examples.add(new Example(file, label));
        }
      }
      if (examples.size() == before) {
        throw new IOException(images + ": has no .JPEG files");
      }
    }
    return examples;
  }

  private static List<Example> validation(Path folder, List<String> classes) throws IOException {
    Map<String, Integer> labels = new HashMap<>();
    IntStream.range(0, classes.size()).forEach(label -> labels.put(classes.get(label), label));
    Path annotations = folder.resolve("val_annotations.txt");
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(annotations)) {
      String[] fields = line.split("\t", -1);
      if (fields.length < 2) {
        throw new IOException(
            "%s: line '%s', must be a file, its class and a box, with tabs between"
                .formatted(annotations, line));
      }
      if (labels.containsKey(fields[1])) {
        Path file = folder.resolve("images").resolve(fields[0]);
        examples.add(new Example(file, labels.get(fields[1])));
      }
    }
    if (examples.isEmpty()) {
      throw new IOException(annotations + ": has no image of the classes that were drawn");
    }
    return examples;
  }

  /** What the classes show, in words where they have some. */
  private static List<String> words(Path file, List<String> classes) throws IOException {
    Map<String, String> words = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        words.put(line.substring(0, tab), line.substring(tab + 1).strip());
      }
    }
    return classes.stream().map(id -> words.getOrDefault(id, id)).toList();
  }
}
