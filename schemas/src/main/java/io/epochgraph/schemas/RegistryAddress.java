package io.epochgraph.schemas;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registry's address, one or several with commas between them, without the user and password
 * that stood in it.
 *
 * @param credentials {@code user:password}, if they stood there
 */
record RegistryAddress(String url, Optional<String> credentials) {

  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)([^/?#,]*)@");

  static RegistryAddress of(String url) {
    Matcher matcher = CREDENTIALS.matcher(url);
    String found = null;
    while (matcher.find()) {
      if (found != null && !found.equals(matcher.group(1))) {
        throw new IllegalArgumentException(
            "schema.registry.url names several users: want one, in basic.auth.user.info");
      }
      found = matcher.group(1);
    }
    return new RegistryAddress(
        matcher.replaceAll(""), Optional.ofNullable(found).map(RegistryAddress::decoded));
  }

  /** What {@code properties} say of credentials themselves is replaced. */
  Map<String, String> withCredentials(Map<String, String> properties) {
    if (credentials.isEmpty()) {
      return Map.copyOf(properties);
    }
    var all = new HashMap<>(properties);
    all.put(SOURCE, "USER_INFO");
    all.put(USER_INFO, credentials.get());
    return Map.copyOf(all);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return url;
  }

  private static String decoded(String credentials) {
    try {
      return URI.create("http://" + credentials + "@host").getUserInfo();
    } catch (IllegalArgumentException _) {
      return credentials; // not encoded at all
    }
  }
}
