package io.epochgraph.schemas;

import io.epochgraph.local.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real broker and registry, which all test classes of a JVM share: as a {@link
 * LocalCluster}, or as {@link ClusterTopics} of the test's own.
 */
public final class WithCluster implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == LocalCluster.class || type == ClusterTopics.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LocalCluster cluster =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(WithCluster.class))
            .getOrComputeIfAbsent(LocalCluster.class, _ -> start(), LocalCluster.class);
    return parameter.getParameter().getType() == LocalCluster.class
        ? cluster
        : ClusterTopics.of(cluster);
  }

  private static LocalCluster start() {
    try {
      return LocalCluster.temporary();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
