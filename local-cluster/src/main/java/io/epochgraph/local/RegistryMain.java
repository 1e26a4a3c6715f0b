package io.epochgraph.local;

/**
 * The child's side of {@link RegistryProcess}. On its class path stand this module and the
 * registry's {@code quarkus-run.jar}, whose entry point it calls.
 */
final class RegistryMain {
  private RegistryMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    ParentWatch.start();
    Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }
}
