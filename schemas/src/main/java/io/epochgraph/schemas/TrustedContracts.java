package io.epochgraph.schemas;

import java.util.Map;
import java.util.Set;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro which generated classes to trust and how much a record may ask it to allocate. Avro
 * refuses the contracts' classes until this has run; everything in this package runs it first.
 */
public final class TrustedContracts {

  private static final Set<String> PACKAGES =
      Set.of("io.epochgraph.contract", "io.epochgraph.contract.state");
  private static final Map<String, String> LIMITS =
      Map.of(
          "org.apache.avro.limits.bytes.maxLength", Integer.toString(16 << 20),
          "org.apache.avro.limits.string.maxLength", Integer.toString(1 << 20),
          "org.apache.avro.limits.collectionItems.maxLength", Integer.toString(4_000_000));

  static {
    LIMITS.forEach(
        (name, limit) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, limit);
          }
        });
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> PACKAGES.contains(type.getPackageName())));
  }

  private TrustedContracts() {}

  /** Runs once in a JVM, however often it is called. */
  public static void install() {}
}
