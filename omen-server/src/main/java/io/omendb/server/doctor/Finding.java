package io.omendb.server.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at, a word or two
 * @param ok whether nothing needs to be done
 * @param found what there is, with units
 * @param remedy what to do; empty where nothing is
 */
public record Finding(String check, boolean ok, String found, String remedy) {
  static Finding ok(String check, String found) {
    return new Finding(check, true, found, "");
  }

  static Finding attention(String check, String found, String remedy) {
    return new Finding(check, false, found, remedy);
  }

  /** Needs attention where the condition holds. */
  static Finding attentionIf(boolean condition, String check, String found, String remedy) {
    return condition ? attention(check, found, remedy) : ok(check, found);
  }
}
