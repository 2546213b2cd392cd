package io.omendb.benchmarks.gate;

import io.omendb.benchmarks.rounds.Task;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Lookups of present keys in indexes over the same keys. */
final class IndexPaths {
  private static final int KEYS = 1_000_000;
  private static final int PROBES = 1 << 20;
  private static final int BATCH = 1_024;
  private static final long SEED = 42;

  private IndexPaths() {}

  /** One engine beside another, key by key. */
  static PathPair lookups(String plain, String path) {
    Arena arena = Arena.ofShared();
    long[] keys = keys();
    MemorySegment segment = KeySegments.offHeap(arena, keys);
    long[] probes = Probes.present(keys, PROBES, SEED + 1);
    Task ofPlain = single(train(plain, segment), probes, 1);
    Task ofPath = single(train(path, segment), probes, 1);
    requireSame(ofPlain.run(PROBES), ofPath.run(PROBES));
    return new PathPair(ofPlain, ofPath, arena::close);
  }

  /** Batches beside lookups one by one, by the same engine. */
  static PathPair batches(String engine) {
    Arena arena = Arena.ofShared();
    long[] keys = keys();
    LearnedIndex index = train(engine, KeySegments.offHeap(arena, keys));
    long[] probes = Probes.present(keys, PROBES, SEED + 1);
    Task single = single(index, probes, BATCH);
    Task batches = batches(index, probes);
    requireSame(single.run(PROBES / BATCH), batches.run(PROBES / BATCH));
    return new PathPair(single, batches, arena::close);
  }

  private static long[] keys() {
    long[] keys = DataSet.UNIFORM.generate(KEYS, SEED);
    Arrays.sort(keys);
    return keys;
  }

  private static LearnedIndex train(String engine, MemorySegment keys) {
    return EngineRegistry.get().index().select(engine).create().train(keys);
  }

  /**
   * Returns the sum of the positions; goes on where the run before ended.
   *
   * @param lookups of one operation
   */
  private static Task single(LearnedIndex index, long[] probes, int lookups) {
    int[] next = {0};
    return operations -> {
      int place = next[0];
      long sum = 0;
      for (int i = 0; i < operations * lookups; i++) {
        sum += index.search(probes[place]);
        place = place + 1 == PROBES ? 0 : place + 1;
      }
      next[0] = place;
      return sum;
    };
  }

  private static Task batches(LearnedIndex index, long[] probes) {
    long[][] batches = new long[PROBES / BATCH][];
    Arrays.setAll(batches, i -> Arrays.copyOfRange(probes, i * BATCH, (i + 1) * BATCH));
    int[] positions = new int[BATCH];
    int[] next = {0};
    return operations -> {
      long sum = 0;
      for (int i = 0; i < operations; i++) {
        index.searchBatch(batches[next[0]], positions);
        next[0] = (next[0] + 1) % batches.length;
        for (int position : positions) {
          sum += position;
        }
      }
      return sum;
    };
  }

  static void requireSame(long plain, long path) {
    if (plain != path) {
      throw new IllegalStateException(
          "The two ways do not give the same answers: " + plain + " and " + path);
    }
  }
}
