package io.omendb.benchmarks.command;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much heap a forked JVM gets for one system over so many keys, and whether this machine has
 * it.
 */
final class ForkHeap {
  private static final long BASE_BYTES = 1536L << 20;

  /* The keys, and as much again to sort or to train. */
  private static final long BYTES_PER_KEY = 32;

  /** Of this machine's memory, for a fork and for the process that checks the same system. */
  private static final double SHARE = 0.8;

  private ForkHeap() {}

  /** The JVM's arguments. */
  static List<String> arguments(String system, int count) {
    long megabytes = bytes(system, count) >> 20;
    return List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m");
  }

  /** Why a system cannot be measured here over so many keys, if it cannot. */
  static Optional<String> reasonAgainst(String system, int count) {
    long needed = 2 * bytes(system, count) + 2L * count * Long.BYTES - BASE_BYTES;
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return needed <= memory * SHARE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "is left out: to check and to measure it over %,d keys takes about %,d MiB,"
                    + " this machine has %,d MiB",
                count,
                needed >> 20,
                memory >> 20));
  }

  private static long bytes(String system, int count) {
    return BASE_BYTES + count * (BYTES_PER_KEY + entryBytes(system));
  }

  /** About what an entry of a map takes, with a third for the collector. */
  private static long entryBytes(String system) {
    return switch (system) {
      case "treemap" -> 110;
      case "skiplist" -> 120;
      case "fastutil" -> 60;
      default -> 0;
    };
  }
}
