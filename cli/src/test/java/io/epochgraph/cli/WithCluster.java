package io.epochgraph.cli;

import io.epochgraph.local.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one real broker and registry, which all test classes share. */
final class WithCluster implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(WithCluster.class))
        .getOrComputeIfAbsent(LocalCluster.class, _ -> start(), LocalCluster.class);
  }

  private static LocalCluster start() {
    try {
      return LocalCluster.temporary();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
