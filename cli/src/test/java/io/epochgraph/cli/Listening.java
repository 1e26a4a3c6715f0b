package io.epochgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The addresses at which processes listen, as Linux tells. */
final class Listening {

  private static final String LISTEN = "0A";

  private Listening() {}

  /** Those of a process and its descendants that other machines can reach. */
  static Set<String> beyondLoopback(ProcessHandle process) throws IOException {
    var open = new TreeSet<>(of(process));
    open.removeIf(
        it ->
            it.startsWith("0100007F:") // 127.0.0.1 as the kernel prints it
                || it.startsWith("00000000000000000000000001000000:") // ::1
                || it.startsWith("0000000000000000FFFF00000100007F:")); // ::ffff:127.0.0.1
    return open;
  }

  /** All of them, as hexadecimal address and port. */
  static Set<String> of(ProcessHandle process) throws IOException {
    var addresses = new TreeSet<String>();
    List<ProcessHandle> tree = Stream.concat(Stream.of(process), process.descendants()).toList();
    for (ProcessHandle each : tree) {
      Path proc = Path.of("/proc", Long.toString(each.pid()));
      Set<String> sockets = sockets(proc.resolve("fd"));
      for (String table : List.of("tcp", "tcp6")) {
        for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
          String[] columns = line.strip().split(" +", -1);
          if (columns[3].equals(LISTEN) && sockets.contains("socket:[" + columns[9] + "]")) {
            addresses.add(columns[1]);
          }
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    var sockets = new HashSet<String>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        try {
          sockets.add(Files.readSymbolicLink(link).toString());
        } catch (IOException _) {
          // closed meanwhile
        }
      }
    }
    return sockets;
  }
}
