package io.omendb.benchmarks.keys;

import java.util.List;

/**
 * Keys to measure over.
 *
 * @param name what they are called in reports and file names
 * @param keys the keys, ascending, duplicates kept
 * @param notes what was done to them on the way, a sentence each
 * @param quick whether another process loads them from the same source as fast as from a copy
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of keys, which nobody changes or compares.
public record KeySet(String name, long[] keys, List<String> notes, boolean quick) {
  public KeySet {
    notes = List.copyOf(notes);
  }

  /** Number of keys, duplicates counted. */
  public int count() {
    return keys.length;
  }

  /** Number of different keys; reads all of them. */
  public int distinct() {
    int distinct = keys.length == 0 ? 0 : 1;
    for (int i = 1; i < keys.length; i++) {
      distinct += keys[i] == keys[i - 1] ? 0 : 1;
    }
    return distinct;
  }
}
