package io.epochgraph.trainer.data;

import java.io.IOException;

/** A dataset's files are not on this machine and could not be fetched. */
public final class DatasetUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  DatasetUnavailableException(String message) {
    super(message);
  }
}
