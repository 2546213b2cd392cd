package io.omendb.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory of this process, as far as it can be seen from inside.
 *
 * @param heapBytes objects that a full collection left
 * @param anonymousBytes resident memory of the process itself, its heap included; -1 where the
 *     system does not tell
 * @param fileBytes resident pages of mapped files, which the system may take away; -1 where it does
 *     not tell
 */
record MemoryUse(long heapBytes, long anonymousBytes, long fileBytes) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Collects garbage, then looks. */
  static MemoryUse now() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new MemoryUse(heap, resident("RssAnon"), resident("RssFile", "RssShmem"));
  }

  private static long resident(String... fields) {
    long sum = 0;
    try {
      for (String line : Files.readAllLines(STATUS)) {
        for (String field : fields) {
          if (line.startsWith(field + ":")) {
            sum += Long.parseLong(line.replaceAll("\\D", "")) << 10; // kB
          }
        }
      }
      return sum;
    } catch (IOException | NumberFormatException e) {
      return -1; // no Linux
    }
  }

  /**
   * Adds what has come since then, by rows. The heap of a measured process is resident from its
   * start, so that what its anonymous memory grew by lies outside: caches of native code, and what
   * the JVM took for itself, some tens of MiB.
   */
  void addGrowth(MemoryUse before, long rows, Map<String, @Nullable Object> fields) {
    fields.put("heapBytesPerRow", growth(before.heapBytes, heapBytes, rows));
    fields.put("nativeBytesPerRow", growth(before.anonymousBytes, anonymousBytes, rows));
    fields.put("mappedBytesPerRow", growth(before.fileBytes, fileBytes, rows));
  }

  private static @Nullable Double growth(long before, long after, long rows) {
    return before < 0 || after < 0 ? null : Math.max(0, after - before) / (double) rows;
  }
}
