package io.epochgraph.schemas;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As whom the registry is asked.
 *
 * @param who for people, without a password
 * @param wanted what to set where the registry does not know them
 */
record RegistryIdentity(String who, String wanted) {

  private static final String BASIC = "basic.auth.credentials.source";
  private static final String BEARER = "bearer.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final String JAAS = "sasl.jaas.config";
  private static final String ALIAS = "schema.registry.";
  private static final Pattern USER = Pattern.compile("([^:]*)(?::.*)?", Pattern.DOTALL);
  private static final Pattern JAAS_USER =
      Pattern.compile(".*?\\busername=\"?([^\"; ]*).*", Pattern.DOTALL);

  /** That of a client with these settings. */
  static RegistryIdentity of(Map<String, String> properties) {
    if (setting(properties, BEARER) != null) {
      return new RegistryIdentity("the bearer of our token", "one that it knows: bearer.auth.…");
    }
    return switch (setting(properties, BASIC)) {
      case "USER_INFO" -> user(setting(properties, USER_INFO), USER, USER_INFO);
      case "SASL_INHERIT" -> user(properties.get(JAAS), JAAS_USER, JAAS);
      case null, default ->
          new RegistryIdentity(
              "us without a user", "%s=USER_INFO and %s=USER:PASSWORD".formatted(BASIC, USER_INFO));
    };
  }

  private static RegistryIdentity user(String value, Pattern pattern, String setting) {
    Matcher found = pattern.matcher(value == null ? "" : value);
    String who = found.matches() ? "user " + RunId.printable(found.group(1)) : "an unknown user";
    return new RegistryIdentity(who, "a user and password that it knows, in " + setting);
  }

  private static String setting(Map<String, String> properties, String name) {
    return properties.getOrDefault(name, properties.get(ALIAS + name));
  }
}
