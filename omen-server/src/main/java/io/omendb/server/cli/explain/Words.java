package io.omendb.server.cli.explain;

import java.util.Locale;

/** Numbers and names as people read them. */
final class Words {
  private Words() {}

  /** A time in a unit that leaves it few digits. */
  static String time(long nanos) {
    if (nanos < 10_000) {
      return String.format(Locale.ROOT, "%,d ns", nanos);
    }
    return nanos < 10_000_000
        ? String.format(Locale.ROOT, "%,.1f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
  }

  /** A number of bytes in a unit that leaves it few digits. */
  static String bytes(long bytes) {
    if (bytes < 10_000) {
      return count(bytes, "byte");
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  /** {@code 1 row}, {@code 2 rows}, {@code 1,000 rows}. */
  static String count(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
