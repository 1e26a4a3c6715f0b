package io.epochgraph.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;

/**
 * The schema registry does not know who asks (401), or does not let them (403). Asking again does
 * not help: somebody has to change the settings or the registry's grants.
 */
public final class RegistryRefusedException extends ApiException {

  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private RegistryRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The refusal that {@code thrown} is or was caused by, if there is one.
   *
   * @param cluster whose registry was asked
   * @param operation what was to be done, for example "read schema 7"
   */
  public static Optional<RegistryRefusedException> in(
      Throwable thrown, ClusterSettings cluster, String operation) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientException answer && isRefusal(answer.getStatus())) {
        return Optional.of(
            new RegistryRefusedException(message(answer.getStatus(), cluster, operation), thrown));
      }
    }
    return Optional.empty();
  }

  private static boolean isRefusal(int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN;
  }

  private static String message(int status, ClusterSettings cluster, String operation) {
    var identity = RegistryIdentity.of(cluster.properties());
    String wanted =
        status == UNAUTHORIZED ? identity.wanted() : "a user that the registry allows that";
    return "schema registry %s refuses %s to %s (HTTP %d): want %s"
        .formatted(cluster.schemaRegistryUrl(), identity.who(), operation, status, wanted);
  }
}
