package io.epochgraph.schemas;

import io.epochgraph.contract.state.Baseline;
import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.contract.state.RunForecasts;
import io.epochgraph.contract.state.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * All versions that the records in state stores have had. A stage that starts on what an earlier
 * version left behind reads it with the schema it was written with.
 */
public final class StateHistory {

  static {
    TrustedContracts.install();
  }

  /** The types that stores hold. */
  public static final List<Schema> TYPES =
      List.of(
          RunEpochs.getClassSchema(),
          Baseline.getClassSchema(),
          Snapshot.getClassSchema(),
          RunForecasts.getClassSchema());

  private StateHistory() {}

  /** The versions of {@code type}, the oldest first; none for a type that no store holds. */
  public static List<Schema> of(Schema type) {
    var versions = new ArrayList<Schema>();
    while (true) {
      String file = "/%s/v%d.avsc".formatted(folder(type), versions.size() + 1);
      try (InputStream in = StateHistory.class.getResourceAsStream(file)) {
        if (in == null) {
          return versions;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static String folder(Schema type) {
    return "state-history/" + type.getName();
  }
}
