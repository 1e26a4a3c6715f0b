package io.epochgraph.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The id that Kafka Streams keeps in the state directory and builds its transactional ids from.
 *
 * <p>An instance that comes back with the same id ends what its predecessor left open at once; with
 * a new one, readers of committed records wait until that has timed out. So an instance that has a
 * name of its own, a {@code group.instance.id}, gets its id from there, and keeps it even where its
 * state directory is lost.
 */
final class ProcessIdentity {

  static final String FILE = "kafka-streams-process-metadata";

  private ProcessIdentity() {}

  /** Writes the id of a named instance, unless there is one. */
  static void keep(StageSettings settings) {
    Object name = settings.cluster().kafka().get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    if (name == null) {
      return;
    }
    Path directory = settings.stateDirectory().resolve(settings.applicationId());
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.writeString(
          file, "{\"processId\":\"%s\"}".formatted(of(settings.applicationId(), name)));
    } catch (IOException e) {
      throw new UncheckedIOException("state.dir %s cannot be written".formatted(directory), e);
    }
  }

  static UUID of(String applicationId, Object name) {
    String both = applicationId + "/" + name;
    return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8));
  }
}
