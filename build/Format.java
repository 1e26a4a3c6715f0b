import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks, or with {@code write} rewrites, every Java source of the project with google-java-format.
 */
public final class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<String> command = new ArrayList<>();
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(sources(Path.of(args[1])));
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    int exit =
        new com.google.googlejavaformat.java.Main(out, err, System.in)
            .format(command.toArray(String[]::new));
    out.flush();
    err.flush();
    if (exit != 0) {
      System.err.println(
          "The files above are not formatted. Mend them with: mvn -N validate -Dformat=write");
    }
    System.exit(exit);
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?target/.*"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
