package io.omendb.benchmarks.nearest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * One point of a sweep.
 *
 * @param name what is set, such as {@code candidates}; empty where there is nothing to set
 * @param value what it is set to
 */
record Setting(String name, double value) {
  /** For modes that have nothing to set. */
  static final Setting NONE = new Setting("", 0);

  /** {@code candidates=40}; empty where there is nothing to set. */
  String text() {
    return name.isEmpty()
        ? ""
        : name + "=" + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The value where a whole number is meant. */
  int count() {
    return (int) value;
  }

  /**
   * Numbers of candidates: k and up to fifty times as many.
   *
   * @param name what the system calls them
   */
  static List<Setting> candidates(String name, int k) {
    return Arrays.stream(new double[] {1, 2, 3, 5, 8, 12, 20, 32, 50})
        .mapToObj(times -> new Setting(name, times * k))
        .toList();
  }
}
