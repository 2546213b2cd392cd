package io.omendb.index.btree;

import io.omendb.index.format.IndexReader;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LevelIndex;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Makes {@link StaticTreeIndex}es. Training reads the keys twice, loading every 16th: a tree is
 * made from its keys sooner than it is read from a file, and then it cannot be wrong.
 */
public final class StaticTreeEngine implements IndexEngine {
  /** The engine's name. */
  public static final String NAME = "btree";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StaticTreeIndex train(MemorySegment keys) {
    return train(SortedKeys.of(keys).requireAscending());
  }

  /** An index over keys that are known to ascend. */
  public StaticTreeIndex train(SortedKeys keys) {
    return new StaticTreeIndex(keys);
  }

  @Override
  public StaticTreeIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    ErrorProfile errors = ErrorProfile.read(in, sorted.size());
    in.finish();
    return new StaticTreeIndex(sorted, errors);
  }

  @Override
  public LevelIndex join(List<IndexedRun> runs) {
    return TreeLevelIndex.of(runs).orElseGet(() -> IndexEngine.super.join(runs));
  }
}
