package io.omendb.benchmarks.index;

import com.sun.management.ThreadMXBean;
import io.omendb.benchmarks.index.SearchSystem.EngineSystem;
import io.omendb.spi.index.IndexStats;
import io.omendb.testkit.keys.KeySegments;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is counted about a system rather than timed. Every system is checked over all keys before
 * its speed is worth a word.
 *
 * @param found fraction of the keys found; by an engine, at their first position
 * @param lowerBoundsRight fraction of the keys whose successor's lower bound is right
 * @param bytesPerKey what an engine's index adds to the 8 bytes of a key; for a peer the heap that
 *     filling it allocates, keys included, and 0 for a search of the sorted keys themselves
 * @param stats of an engine's index; null for a peer
 */
public record SearchCheck(
    double found, double lowerBoundsRight, double bytesPerKey, @Nullable IndexStats stats) {

  /**
   * Builds a system and asks it for every key.
   *
   * @param system an engine or a peer, as {@link SearchSystem#of} takes it
   * @param keys ascending, at least one
   */
  public static SearchCheck of(String system, long[] keys) {
    try (Arena arena = Arena.ofShared()) {
      var segment = KeySegments.offHeap(arena, keys);
      SearchSystem.of(system, new long[1], segment.asSlice(0, Long.BYTES)); // loads the classes
      long before = allocatedBytes();
      SearchSystem lookups = SearchSystem.of(system, keys, segment);
      boolean keepsNothing = lookups instanceof BinarySearchSystem;
      long allocated = keepsNothing ? 0 : allocatedBytes() - before;
      SearchCheck check = of(lookups, keys);
      return check.stats() == null ? check.withBytes((double) allocated / keys.length) : check;
    }
  }

  /** Asks a system for every key; of a peer's memory nothing is known here. */
  static SearchCheck of(SearchSystem lookups, long[] keys) {
    IndexStats stats = lookups instanceof EngineSystem(var index) ? index.stats() : null;
    return new SearchCheck(
        (double) found(lookups, keys) / keys.length,
        (double) lowerBoundsRight(lookups, keys) / keys.length,
        stats == null ? Double.NaN : (double) stats.sizeInBytes() / keys.length,
        stats);
  }

  private SearchCheck withBytes(double bytes) {
    return new SearchCheck(found, lowerBoundsRight, bytes, stats);
  }

  /** Whether every answer was right. */
  public boolean isRight() {
    return found == 1 && lowerBoundsRight == 1;
  }

  /** Of the maps nothing is garbage that filling them allocates, so this is what they keep. */
  private static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
  }

  /** A binary search may find any of equal keys, so that is no error of its. */
  private static int found(SearchSystem lookups, long[] keys) {
    boolean any = lookups instanceof BinarySearchSystem;
    int right = 0;
    int first = 0;
    for (int i = 0; i < keys.length; i++) {
      first = keys[i] == keys[first] ? first : i;
      int position = lookups.position(keys[i]);
      boolean holdsIt = position >= 0 && position < keys.length && keys[position] == keys[i];
      right += position == first || (any && holdsIt) ? 1 : 0;
    }
    return right;
  }

  private static int lowerBoundsRight(SearchSystem lookups, long[] keys) {
    int right = 0;
    int end = keys.length; // of the run of keys that are equal to the present one
    for (int i = keys.length - 1; i >= 0; i--) {
      if (i + 1 < keys.length && keys[i + 1] != keys[i]) {
        end = i + 1;
      }
      // The greatest key has no successor; the lower bound of 0..size() is checked all the same.
      boolean greatest = keys[i] == Long.MAX_VALUE;
      int bound = lookups.lowerBound(greatest ? keys[i] : keys[i] + 1);
      right += greatest ? startsAt(keys, bound, keys[i]) : bound == end ? 1 : 0;
    }
    return right;
  }

  /** 1 where the run of a key starts at a position. */
  private static int startsAt(long[] keys, int position, long key) {
    return position >= 0
            && position < keys.length
            && keys[position] == key
            && (position == 0 || keys[position - 1] != key)
        ? 1
        : 0;
  }
}
