package io.omendb.index.btree;

import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The trees of all runs of a level behind a tree over the last keys of the runs. Safe for
 * concurrent readers.
 */
public final class TreeLevelIndex implements LevelIndex {
  /** Lookups that go down the trees together. */
  private static final int PASS = 64;

  /** A node of the tree over the runs is full, so that it is searched like any other. */
  private static final int LEAST_FENCES = 16;

  private final StaticTreeIndex fences;
  private final StaticTreeIndex[] trees;
  private final int depth;

  private TreeLevelIndex(List<IndexedRun> runs) {
    long[] lastKeys = new long[Math.max(LEAST_FENCES, runs.size())];
    Arrays.fill(lastKeys, Long.MAX_VALUE);
    for (int run = 0; run < runs.size(); run++) {
      SortedKeys keys = SortedKeys.of(runs.get(run).keys());
      lastKeys[run] = keys.key(keys.size() - 1);
    }
    this.fences = new StaticTreeIndex(SortedKeys.of(lastKeys));
    this.trees =
        runs.stream().map(run -> (StaticTreeIndex) run.index()).toArray(StaticTreeIndex[]::new);
    this.depth = Arrays.stream(trees).mapToInt(StaticTreeIndex::depth).max().orElse(0);
  }

  /** The level of these runs, if all their indexes are trees. */
  public static Optional<LevelIndex> of(List<IndexedRun> runs) {
    return runs.stream().allMatch(run -> run.index() instanceof StaticTreeIndex)
        ? Optional.of(new TreeLevelIndex(runs))
        : Optional.empty();
  }

  /** The run of a key, the number of runs or more where it is greater than all. */
  private int run(long key) {
    return fences.lowerBound(key);
  }

  @Override
  public long search(long key) {
    int run = run(key);
    return run < trees.length ? place(run, trees[run].search(key)) : NOT_FOUND;
  }

  private static long place(int run, int position) {
    return position == LearnedIndex.NOT_FOUND ? NOT_FOUND : LevelIndex.place(run, position);
  }

  @Override
  public void searchBatch(long[] keys, int count, long[] places) {
    for (int from = 0; from < count; from += PASS) {
      int to = Math.min(count, from + PASS);
      for (int i = from; i < to; i++) {
        places[i] = LevelIndex.place(Math.min(run(keys[i]), trees.length - 1), 0);
      }
      for (int level = 0; level < depth; level++) {
        for (int i = from; i < to; i++) {
          int run = LevelIndex.run(places[i]);
          int node = trees[run].child(level, LevelIndex.position(places[i]), keys[i]);
          places[i] = LevelIndex.place(run, node);
        }
      }
      for (int i = from; i < to; i++) {
        int run = LevelIndex.run(places[i]);
        places[i] = place(run, trees[run].searchLeaf(LevelIndex.position(places[i]), keys[i]));
      }
    }
  }

  @Override
  public long sizeInBytes() {
    return fences.sizeInBytes() + (long) LEAST_FENCES * Long.BYTES;
  }

  /** None: a tree has no bounds to look outside of. */
  @Override
  public long fallbacks() {
    return 0;
  }

  @Override
  public String description() {
    return "the trees of %d runs behind a tree over their last keys".formatted(trees.length);
  }
}
