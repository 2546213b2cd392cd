package io.omendb.server.config;

import io.omendb.DatabaseOptions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of all settings, and which of them somebody may have meant. */
final class SettingNames {
  /** Every setting, sorted. */
  static final List<String> ALL =
      Stream.concat(
              Arrays.stream(DatabaseOptions.Key.values()).map(DatabaseOptions.Key::text),
              Arrays.stream(ServerKey.values()).map(ServerKey::text))
          .sorted()
          .toList();

  private static final String ENVIRONMENT_PREFIX = "OMENDB_";

  private SettingNames() {}

  /** The name of a setting's environment variable: {@code OMENDB_INDEX_ENGINE}. */
  static String environmentName(String key) {
    return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether an environment variable is in our name space. */
  static boolean isOurs(String environmentName) {
    return environmentName.startsWith(ENVIRONMENT_PREFIX);
  }

  /** The setting whose name takes the fewest edits to reach. */
  static String nearest(String key) {
    return ALL.stream().min(Comparator.comparingInt(known -> distance(known, key))).orElseThrow();
  }

  /**
   * Levenshtein's distance: insertions, deletions and replacements that turn one into the other.
   */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
