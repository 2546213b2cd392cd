package io.omendb.benchmarks.index;

import io.omendb.spi.index.LearnedIndex;
import it.unimi.dsi.fastutil.longs.Long2IntAVLTreeMap;
import it.unimi.dsi.fastutil.longs.Long2IntSortedMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Ordered maps from a key to the position of its first occurrence. */
final class MapSystems {
  private MapSystems() {}

  static SearchSystem treeMap(long[] keys) {
    return new Boxed(fill(new TreeMap<>(), keys), keys.length);
  }

  static SearchSystem skipList(long[] keys) {
    return new Boxed(fill(new ConcurrentSkipListMap<>(), keys), keys.length);
  }

  static SearchSystem avlTree(long[] keys) {
    Long2IntAVLTreeMap tree = new Long2IntAVLTreeMap();
    tree.defaultReturnValue(LearnedIndex.NOT_FOUND);
    for (int i = 0; i < keys.length; i++) {
      if (isFirst(keys, i)) {
        tree.put(keys[i], i);
      }
    }
    return new Primitive(tree, keys.length);
  }

  private static NavigableMap<Long, Integer> fill(NavigableMap<Long, Integer> map, long[] keys) {
    for (int i = 0; i < keys.length; i++) {
      if (isFirst(keys, i)) {
        map.put(keys[i], i);
      }
    }
    return map;
  }

  private static boolean isFirst(long[] keys, int i) {
    return i == 0 || keys[i] != keys[i - 1];
  }

  private record Boxed(NavigableMap<Long, Integer> map, int size) implements SearchSystem {
    @Override
    public int position(long key) {
      Integer position = map.get(key);
      return position == null ? LearnedIndex.NOT_FOUND : position;
    }

    @Override
    public int lowerBound(long key) {
      Map.Entry<Long, Integer> next = map.ceilingEntry(key);
      return next == null ? size : next.getValue();
    }
  }

  private record Primitive(Long2IntAVLTreeMap map, int size) implements SearchSystem {
    @Override
    public int position(long key) {
      return map.get(key);
    }

    @Override
    public int lowerBound(long key) {
      Long2IntSortedMap rest = map.tailMap(key);
      return rest.isEmpty() ? size : rest.get(rest.firstLongKey());
    }
  }
}
