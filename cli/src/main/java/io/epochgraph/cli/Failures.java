package io.epochgraph.cli;

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
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    command.getErr().println("epochgraph %s: %s".formatted(command.getCommandName(), message));
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
