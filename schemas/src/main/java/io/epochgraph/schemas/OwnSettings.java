package io.epochgraph.schemas;

import java.util.List;
import java.util.Locale;

/** The names of this project's own settings, which no Kafka or registry client gets to see. */
public final class OwnSettings {
  /** What their property names begin with. */
  public static final String PREFIX = "epochgraph.";

  /** What the names of the topics begin with: {@code epochgraph} by default. */
  public static final String TOPIC_PREFIX = PREFIX + "topic.prefix";

  /** What the stages' application ids begin with: {@code epochgraph} by default. */
  public static final String APPLICATION_PREFIX = PREFIX + "application.prefix";

  private static final String ENVIRONMENT = "EPOCHGRAPH_";

  /** Whole names, and beginnings that end with a dot. No client property begins with one. */
  private static final List<String> OURS =
      List.of(
          "application.prefix",
          "topic.prefix",
          "log",
          "log.all",
          "log.format",
          "dashboard.",
          "graph.",
          "health.",
          "publish.",
          "signature.");

  private OwnSettings() {}

  /** Whether the property {@code name} is one of ours. */
  public static boolean isOwn(String name) {
    return name.startsWith(PREFIX);
  }

  /** Whether the environment variable {@code variable} stands for a property. */
  static boolean isProperty(String variable) {
    return variable.startsWith(ENVIRONMENT) && variable.length() > ENVIRONMENT.length();
  }

  /**
   * The property that an environment variable stands for. {@code EPOCHGRAPH_BOOTSTRAP_SERVERS} is
   * {@code bootstrap.servers}: without its first word, in lower case, with dots for underscores.
   * {@code EPOCHGRAPH_DASHBOARD_PORT} is our own {@code epochgraph.dashboard.port}, as all of
   * {@code DASHBOARD_*}, {@code GRAPH_*}, {@code HEALTH_*}, {@code PUBLISH_*}, {@code SIGNATURE_*},
   * {@code TOPIC_PREFIX}, {@code APPLICATION_PREFIX} and what sets the log are.
   */
  static String property(String variable) {
    String name =
        variable.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    boolean own =
        OURS.stream().anyMatch(our -> our.endsWith(".") ? name.startsWith(our) : name.equals(our));
    return own ? PREFIX + name : name;
  }
}
