package io.omendb.server.security;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.Locale;

/** What a token may do with its collections; each role includes those before it. */
public enum Role {
  /** Get, scan, count, search, explain, describe. */
  READ,
  /** Put, delete and flush as well. */
  WRITE,
  /** Create, drop, merge and back up as well. */
  ADMIN;

  /** Whether whoever has this role may do what needs that one. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The name as people write it: {@code read}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of that name.
   *
   * @throws OmenException naming the roles there are
   */
  public static Role parse(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "role", "No role named '" + text + "'", "use admin, write or read"));
  }
}
