package io.epochgraph.prediction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Gives Smile the OpenBLAS that comes as an artifact, so that no system package is needed. Smile
 * asks the system's loader for {@code libopenblas.so} by that bare name. The loader answers with a
 * library already loaded under it, so the artifact's one, whose name ends in {@code .so.0}, is
 * unpacked once per user with the shorter name written into it, and loaded before Smile asks.
 *
 * <p>Processes may do so at the same time: each unpacks apart and the first to rename wins. On
 * macOS Smile finds the system's own BLAS; elsewhere, or when {@code smile.lib.blas} is set, it is
 * left to look for itself.
 */
final class Blas {
  private static final String PLATFORM = "linux-x86_64";
  private static final String RESOURCES = "/org/bytedeco/openblas/" + PLATFORM + "/";
  private static final String LIBRARY = "libopenblas.so";
  private static final List<String> NEEDED_BY_IT =
      List.of("libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1");

  private Blas() {}

  /** Returns once Smile may be used; costs a second the first time and nothing thereafter. */
  static void load() {
    Loaded.ensure();
  }

  private static final class Loaded {
    static {
      if (isPlatform() && System.getProperty("smile.lib.blas") == null) {
        try {
          useOneThread(open(unpacked(cache()).resolve(LIBRARY)));
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot unpack OpenBLAS to " + cache(), e);
        }
        System.setProperty("smile.lib.blas", "openblas");
        System.setProperty("smile.lib.lapack", "openblas");
      }
    }

    static void ensure() {}
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup open(Path library) {
    return SymbolLookup.libraryLookup(library, Arena.global());
  }

  private static boolean isPlatform() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("epochgraph");
  }

  /** The folder with the libraries of the artifact's version, made if absent. */
  static Path unpacked(Path cache) throws IOException {
    Path folder = cache.resolve("openblas-" + version() + "-" + PLATFORM);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    Path own = Files.createTempDirectory(cache, "openblas-");
    Files.write(own.resolve(LIBRARY), named(resource("libopenblas.so.0"), LIBRARY));
    for (String needed : NEEDED_BY_IT) {
      Files.write(own.resolve(needed), resource(needed));
    }
    try {
      Files.move(own, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      delete(own);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    String path = "/META-INF/maven/org.bytedeco/openblas/pom.properties";
    try (InputStream in = Blas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("The artifact org.bytedeco:openblas is not on the class path");
      }
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Blas.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IOException(
            "The artifact org.bytedeco:openblas with classifier " + PLATFORM + " has no " + name);
      }
      return in.readAllBytes();
    }
  }

  /** The library with its recorded name, {@code name.0}, cut to {@code name}. */
  private static byte[] named(byte[] library, String name) throws IOException {
    byte[] recorded = (name + ".0\0").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i <= library.length - recorded.length; i++) {
      if (matches(library, i, recorded)) {
        library[i + name.length()] = 0;
        return library;
      }
    }
    throw new IOException("The artifact's OpenBLAS does not call itself " + name + ".0");
  }

  private static boolean matches(byte[] bytes, int at, byte[] wanted) {
    for (int k = 0; k < wanted.length; k++) {
      if (bytes[at + k] != wanted[k]) {
        return false;
      }
    }
    return true;
  }

  /** Threads would gain nothing on a few hundred runs, and sum in another order each time. */
  @SuppressWarnings("restricted")
  private static void useOneThread(SymbolLookup library) {
    try {
      Linker.nativeLinker()
          .downcallHandle(
              library.findOrThrow("openblas_set_num_threads"),
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS refuses to work with one thread", e);
    }
  }
}
