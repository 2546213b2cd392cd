package io.omendb.benchmarks.index;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.LearnedIndex;
import it.unimi.dsi.fastutil.longs.Long2IntAVLTreeMap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Position of a key's first occurrence, or {@link LearnedIndex#NOT_FOUND}: what is measured. */
interface KeyLookup {
  int position(long key);

  /** Positions of many keys at once; a system without a way to do that takes them one by one. */
  default void positions(long[] keys, int[] positions) {
    for (int i = 0; i < keys.length; i++) {
      positions[i] = position(keys[i]);
    }
  }

  /**
   * A system over keys.
   *
   * @param system the name of a peer, or else of an index engine
   * @param keys ascending keys
   * @param segment the same keys where an index reads them
   */
  static KeyLookup of(String system, long[] keys, MemorySegment segment) {
    return switch (system) {
      case "treemap" -> ofMap(fill(new TreeMap<>(), keys));
      case "skiplist" -> ofMap(fill(new ConcurrentSkipListMap<>(), keys));
      case "fastutil" -> ofAvlTree(keys);
      case "binary_search" -> ofBinarySearch(keys);
      default -> ofEngine(EngineRegistry.get().index().select(system).create().train(segment));
    };
  }

  private static KeyLookup ofEngine(LearnedIndex index) {
    return new KeyLookup() {
      @Override
      public int position(long key) {
        return index.search(key);
      }

      @Override
      public void positions(long[] keys, int[] positions) {
        index.searchBatch(keys, positions);
      }
    };
  }

  private static Map<Long, Integer> fill(Map<Long, Integer> map, long[] keys) {
    for (int i = 0; i < keys.length; i++) {
      map.putIfAbsent(keys[i], i);
    }
    return map;
  }

  private static KeyLookup ofMap(Map<Long, Integer> map) {
    return key -> {
      Integer position = map.get(key);
      return position == null ? LearnedIndex.NOT_FOUND : position;
    };
  }

  private static KeyLookup ofAvlTree(long[] keys) {
    Long2IntAVLTreeMap tree = new Long2IntAVLTreeMap();
    tree.defaultReturnValue(LearnedIndex.NOT_FOUND);
    for (int i = 0; i < keys.length; i++) {
      tree.putIfAbsent(keys[i], i);
    }
    return tree::get;
  }

  /** Of equal keys it may find any, which is less work than the engines do. */
  private static KeyLookup ofBinarySearch(long[] keys) {
    return key -> Math.max(LearnedIndex.NOT_FOUND, Arrays.binarySearch(keys, key));
  }
}
