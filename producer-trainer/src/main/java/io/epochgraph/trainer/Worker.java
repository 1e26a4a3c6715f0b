package io.epochgraph.trainer;

import io.epochgraph.trainer.data.Datasets;
import io.epochgraph.trainer.data.ImageDataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A process that trains run after run. Its first line of input is a {@link WorkerSettings}, every
 * further one a {@link RunSettings}, as JSON; its output is one {@link WorkerEvent} a line; logs go
 * to standard error. It exits when its input ends, within a second if a run is in flight, which
 * then fails.
 */
public final class Worker {
  private final PrintStream events;
  private final Inbox inbox;

  private Worker(PrintStream events, Inbox inbox) {
    this.events = events;
    this.inbox = inbox;
  }

  /** Takes no arguments. Exit codes: 0 at the end of input, 1 if it cannot work. */
  public static void main(String[] args) throws Exception {
    var events = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var worker = new Worker(events, Inbox.of(input));
    System.exit(worker.work() ? 0 : 1);
  }

  private boolean work() throws InterruptedException {
    String first = inbox.next();
    if (first == null) {
      return true;
    }
    ImageDataset dataset;
    RunListeners listeners;
    try {
      var settings = JsonLines.read(first, WorkerSettings.class);
      dataset = Datasets.load(settings.dataset());
      listeners = listeners(settings);
      NativeLibraries.load();
    } catch (IOException | RuntimeException | LinkageError e) {
      tell(new WorkerEvent.Unusable(e.getMessage() == null ? e.toString() : e.getMessage()));
      return false;
    }
    tell(
        new WorkerEvent.Ready(
            dataset.name(), dataset.training().size(), dataset.validation().size()));
    try (listeners) {
      for (String line = inbox.next(); line != null; line = inbox.next()) {
        tell(
            new WorkerEvent.Ended(
                train(dataset, JsonLines.read(line, RunSettings.class), listeners)));
      }
    }
    return true;
  }

  private RunOutcome train(ImageDataset dataset, RunSettings settings, RunListeners listeners) {
    try {
      var run = new TrainingRun(dataset, settings);
      inbox.atEnd(run::cancel);
      return run.train(listeners.attach(settings).and(new Reporter(this::tell)));
    } catch (RuntimeException e) {
      return new Progress().outcome(RunOutcome.Status.FAILED, e.toString());
    }
  }

  private void tell(WorkerEvent event) {
    events.println(JsonLines.write(event));
  }

  private static RunListeners listeners(WorkerSettings settings) {
    if (settings.listeners().isEmpty()) {
      return new NoListeners();
    }
    try {
      return Class.forName(settings.listeners())
          .asSubclass(RunListeners.class)
          .getConstructor(Map.class)
          .newInstance(settings.client());
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(settings.listeners(), e.getCause()), e.getCause());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "listeners '%s' must be a public %s with a public constructor (Map<String, String>)"
              .formatted(settings.listeners(), RunListeners.class.getName()),
          e);
    }
  }
}
