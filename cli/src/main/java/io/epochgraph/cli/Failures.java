package io.epochgraph.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A failure is one line for people; the stack trace goes to the log. */
final class Failures implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LOG.debug("{} failed", command.getCommandName(), e);
    command.getErr().println("epochgraph %s: %s".formatted(command.getCommandName(), message(e)));
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What file systems say is often the file's name alone. */
  private static String message(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
