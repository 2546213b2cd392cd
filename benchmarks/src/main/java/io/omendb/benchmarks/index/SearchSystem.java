package io.omendb.benchmarks.index;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.LearnedIndex;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/** What is measured: positions of keys among sorted keys, by an index engine or by a peer. */
public interface SearchSystem {
  /** What everyone has at hand without us, in the order of reports. */
  List<String> PEERS = List.of("treemap", "skiplist", "binary_search", "fastutil");

  /** Position of a key's first occurrence, or {@link LearnedIndex#NOT_FOUND}. */
  int position(long key);

  /** Number of keys that are less than this one. */
  int lowerBound(long key);

  /** Positions of many keys at once; a system without a way to do that takes them one by one. */
  default void positions(long[] keys, int[] positions) {
    for (int i = 0; i < keys.length; i++) {
      positions[i] = position(keys[i]);
    }
  }

  /** The engines that can run here, then the peers. */
  static List<String> all() {
    return Stream.concat(EngineRegistry.get().index().availableNames().stream(), PEERS.stream())
        .toList();
  }

  /**
   * A system over keys.
   *
   * @param system the name of a peer, or else of an index engine
   * @param keys ascending keys
   * @param segment the same keys where an index reads them
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#ENGINE_NOT_FOUND}
   */
  static SearchSystem of(String system, long[] keys, MemorySegment segment) {
    return switch (system) {
      case "treemap" -> MapSystems.treeMap(keys);
      case "skiplist" -> MapSystems.skipList(keys);
      case "fastutil" -> MapSystems.avlTree(keys);
      case "binary_search" -> new BinarySearchSystem(keys);
      default ->
          new EngineSystem(EngineRegistry.get().index().select(system).create().train(segment));
    };
  }

  /**
   * An index engine's index; the one indirection before it is the same for every system.
   *
   * @param index the index
   */
  record EngineSystem(LearnedIndex index) implements SearchSystem {
    @Override
    public int position(long key) {
      return index.search(key);
    }

    @Override
    public int lowerBound(long key) {
      return index.lowerBound(key);
    }

    @Override
    public void positions(long[] keys, int[] positions) {
      index.searchBatch(keys, positions);
    }
  }
}
