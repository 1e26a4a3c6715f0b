package io.epochgraph.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no answer. The record may well be good: try again. */
public final class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  /** For the registry at {@code url}. */
  public RegistryUnavailableException(String url, Throwable cause) {
    super("schema registry %s gives no answer: %s".formatted(url, cause.getMessage()), cause);
  }
}
