package io.epochgraph.cli.torture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A topic's values after the storm against those of the calm run.
 *
 * @param topic without its prefix
 * @param records of the calm run
 * @param lost values of the calm run that the storm's lack
 * @param twice values that came more often than in the calm run
 * @param foreign values that the calm run does not have
 * @param sha256 of the storm's sorted values
 */
record Comparison(String topic, int records, int lost, int twice, int foreign, String sha256) {

  static List<Comparison> of(
      Map<String, Map<String, Integer>> calm, Map<String, Map<String, Integer>> storm) {
    var comparisons = new ArrayList<Comparison>();
    calm.forEach((topic, values) -> comparisons.add(of(topic, values, storm.get(topic))));
    return comparisons;
  }

  boolean isEqual() {
    return lost == 0 && twice == 0 && foreign == 0;
  }

  private static Comparison of(
      String topic, Map<String, Integer> calm, Map<String, Integer> storm) {
    int lost = 0;
    int twice = 0;
    int foreign = 0;
    for (var value : calm.entrySet()) {
      int difference = storm.getOrDefault(value.getKey(), 0) - value.getValue();
      lost += Math.max(0, -difference);
      twice += Math.max(0, difference);
    }
    for (var value : storm.entrySet()) {
      foreign += calm.containsKey(value.getKey()) ? 0 : value.getValue();
    }
    int records = calm.values().stream().mapToInt(Integer::intValue).sum();
    return new Comparison(topic, records, lost, twice, foreign, sha256(storm));
  }

  private static String sha256(Map<String, Integer> sorted) {
    MessageDigest digest = Outputs.sha256();
    sorted.forEach(
        (value, times) ->
            digest.update("%s %d\n".formatted(value, times).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
