package io.omendb.index.binary;

import io.omendb.index.format.IndexReader;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import java.lang.foreign.MemorySegment;

/** Makes {@link BinaryIndex}es; there is nothing to train. */
final class BinaryIndexEngine implements IndexEngine {
  static final String NAME = "binary";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    return new BinaryIndex(SortedKeys.of(keys).requireAscending());
  }

  @Override
  public LearnedIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    new IndexReader(bytes, NAME, sorted).finish();
    return new BinaryIndex(sorted);
  }
}
