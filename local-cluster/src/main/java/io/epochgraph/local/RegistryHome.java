package io.epochgraph.local;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of an unpacked Apicurio Registry. */
record RegistryHome(Path directory) {
  static final String PROPERTY = "epochgraph.registry.home";
  private static final String RUNNER = "quarkus-run.jar";

  RegistryHome {
    if (!Files.isRegularFile(directory.resolve(RUNNER))) {
      throw new IllegalArgumentException(
          "registry home %s holds no %s: let -D%s name the directory of an unpacked apicurio-registry-app"
              .formatted(directory.toAbsolutePath(), RUNNER, PROPERTY));
    }
  }

  /** What the property names, or else {@code registry} beside this module's jar or classes. */
  static RegistryHome find() {
    String home = System.getProperty(PROPERTY);
    return new RegistryHome(home != null ? Path.of(home) : ownCode().resolveSibling("registry"));
  }

  /** Class path of {@link RegistryMain}. */
  String classPath() {
    return ownCode() + File.pathSeparator + directory.toAbsolutePath().resolve(RUNNER);
  }

  private static Path ownCode() {
    try {
      return Path.of(
          RegistryHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this module's code lies", e);
    }
  }
}
