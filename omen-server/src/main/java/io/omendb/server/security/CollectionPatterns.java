package io.omendb.server.security;

import io.omendb.Limits;
import io.omendb.Names;
import io.omendb.OmenException;
import java.util.Arrays;
import java.util.List;

/**
 * Names of collections with wildcards, such as {@code logs_*,cities}: {@code *} stands for any
 * characters, {@code ?} for one. Immutable.
 *
 * @param patterns at least one
 */
public record CollectionPatterns(List<String> patterns) {
  private static final String ANYTHING = "*";
  private static final int MAX_PATTERNS = 100;

  /** Every collection, those that are not there yet included. */
  public static final CollectionPatterns ALL = new CollectionPatterns(List.of(ANYTHING));

  /** No collection. */
  static final CollectionPatterns NONE = new CollectionPatterns(List.of());

  /** Copies the list. */
  public CollectionPatterns {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads patterns that are separated by commas.
   *
   * @throws OmenException naming the one that no collection can match
   */
  public static CollectionPatterns parse(String text) {
    return of(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  /** These patterns, checked as {@link #parse} does. */
  static CollectionPatterns of(List<String> patterns) {
    if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
      throw OmenException.invalid(
          "collections", patterns.size() + " patterns, must be 1.." + MAX_PATTERNS, null);
    }
    for (String pattern : patterns) {
      if (pattern.length() > Limits.MAX_NAME_LENGTH || !pattern.matches("[a-z*?][a-z0-9_*?]*")) {
        throw OmenException.invalid(
            "collections",
            "'" + Names.printable(pattern) + "' is no pattern of collection names",
            "write lower-case letters, digits, underscores, * and ?, such as logs_*,cities");
      }
    }
    return new CollectionPatterns(patterns);
  }

  /** Whether every name matches. */
  public boolean isAll() {
    return patterns.contains(ANYTHING);
  }

  /** Whether one of the patterns matches the whole name. */
  public boolean match(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /**
   * Goes back to the last {@code *} only, so that no pattern and no name take more than their
   * product of steps.
   */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The patterns as {@link #parse} reads them. */
  @Override
  public String toString() {
    return String.join(",", patterns);
  }
}
