package io.epochgraph.cli.compose;

import io.epochgraph.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The project's docker-compose.yml, with its anchors resolved. */
record ComposeFile(Map<String, Service> services) {
  /** The image that the Dockerfile makes. */
  static final String OWN_IMAGE = "epochgraph:local";

  /** One service; {@code dependsOn} says which condition each other service must meet. */
  record Service(
      String name,
      String image,
      List<String> command,
      Map<String, String> environment,
      List<String> volumes,
      List<String> ports,
      List<String> healthCheck,
      Map<String, String> dependsOn,
      List<String> profiles,
      Optional<String> restart) {
    boolean isOurs() {
      return image.equals(OWN_IMAGE);
    }
  }

  static ComposeFile read() throws IOException {
    try (var reader = Files.newBufferedReader(Project.file("docker-compose.yml"))) {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      var services = new LinkedHashMap<String, Service>();
      map(map(root).get("services")).forEach((name, is) -> services.put(name, of(name, map(is))));
      return new ComposeFile(services);
    }
  }

  Service service(String name) {
    return services.get(name);
  }

  private static Service of(String name, Map<String, Object> is) {
    var conditions = new LinkedHashMap<String, String>();
    map(is.get("depends_on"))
        .forEach((other, how) -> conditions.put(other, (String) map(how).get("condition")));
    var environment = new LinkedHashMap<String, String>();
    map(is.get("environment")).forEach((key, value) -> environment.put(key, (String) value));
    return new Service(
        name,
        (String) is.get("image"),
        strings(is.get("command")),
        environment,
        strings(is.get("volumes")),
        strings(is.get("ports")),
        strings(map(is.get("healthcheck")).get("test")),
        conditions,
        strings(is.get("profiles")),
        Optional.ofNullable((String) is.get("restart")));
  }

  private static Map<String, Object> map(Object value) {
    var map = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put((String) key, entry));
    }
    return map;
  }

  private static List<String> strings(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }
}
