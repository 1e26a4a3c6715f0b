package io.epochgraph.cli.doctor;

import io.epochgraph.stage.GroupLag;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** The stages, by what Kafka knows of their groups: members, state and lag. */
final class StageCheck {

  private static final String AREA = "stages";

  /** Offsets of one partition that a stage at work need not be behind. */
  private static final long MUCH = 1_000;

  private StageCheck() {}

  static Finding of(Examined cluster, Admin admin, Stage stage, Set<String> existing) {
    var settings = StageSettings.from(stage.name(), cluster.properties());
    String remedy = cluster.ours("stage " + stage.name());
    Optional<ConsumerGroupDescription> group = group(admin, settings.applicationId());
    Set<String> inputs = stage.inputs(settings);
    if (!existing.containsAll(inputs)) {
      return Finding.fail(
          AREA, stage.name(), "its topics are missing", cluster.ours("topics create"));
    }
    Map<TopicPartition, Long> lags = lag(admin, settings.applicationId(), inputs);
    long lag = lags.values().stream().mapToLong(Long::longValue).sum();
    long most = lags.values().stream().mapToLong(Long::longValue).max().orElse(0);
    int members = group.map(known -> known.members().size()).orElse(0);
    if (members == 0) {
      String found = "nobody runs it; %s wait".formatted(records(lag));
      return lag > 0
          ? Finding.fail(AREA, stage.name(), found, remedy)
          : Finding.warn(AREA, stage.name(), found, remedy);
    }
    GroupState state = group.get().groupState();
    String found =
        "%s, %d member%s, lag %d".formatted(state, members, members == 1 ? "" : "s", lag);
    if (state != GroupState.STABLE) {
      return Finding.warn(
          AREA, stage.name(), found + ": it shares its work out anew; look again in a minute", "");
    }
    return most < MUCH
        ? Finding.ok(AREA, stage.name(), found)
        : Finding.warn(
            AREA, stage.name(), "%s, %d in one partition".formatted(found, most), remedy);
  }

  private static Optional<ConsumerGroupDescription> group(Admin admin, String id) {
    try {
      return Optional.of(
          Asking.answer(admin.describeConsumerGroups(List.of(id)).describedGroups().get(id)));
    } catch (GroupIdNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Map<TopicPartition, Long> lag(Admin admin, String group, Set<String> inputs) {
    try {
      return GroupLag.of(admin, group, inputs);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafkas
          ? kafkas
          : new KafkaException(e.getCause());
    }
  }

  private static String records(long count) {
    return count == 1 ? "1 record" : count + " records";
  }
}
