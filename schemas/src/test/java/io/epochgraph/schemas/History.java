package io.epochgraph.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * All versions that a contract has had, the oldest first.
 *
 * @param folder where they stand among the test's resources
 */
record History(String folder, List<Schema> versions) {

  /** The history of a topic's values. */
  static History of(Topic<?> topic) {
    String name = topic.name().substring(topic.name().indexOf('.') + 1);
    return in("history/" + name + "-value");
  }

  /** The versions {@code v1.avsc}, {@code v2.avsc} and so on in a folder of resources. */
  static History in(String folder) {
    var versions = new ArrayList<Schema>();
    Schema next = read(folder, 1);
    while (next != null) {
      versions.add(next);
      next = read(folder, versions.size() + 1);
    }
    return new History(folder, versions);
  }

  /** Where the next version goes. */
  String nextFile() {
    return "%s/v%d.avsc".formatted(folder, versions.size() + 1);
  }

  private static Schema read(String folder, int version) {
    String file = "/%s/v%d.avsc".formatted(folder, version);
    try (InputStream in = History.class.getResourceAsStream(file)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
