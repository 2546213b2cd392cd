package io.omendb.server.config;

import java.util.Set;

/**
 * A setting in force.
 *
 * @param key its name
 * @param value its value as text
 * @param origin where the value comes from: {@code default}, a file with its line, an environment
 *     variable or {@code --set}
 */
public record Setting(String key, String value, String origin) {
  private static final String MASK = "********";
  private static final Set<String> SECRET = Set.of("password", "secret", "token");

  /** The value as it may be shown to anybody: that of a password or token is masked. */
  public String shown() {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return SECRET.contains(last) && !value.isEmpty() ? MASK : value;
  }
}
