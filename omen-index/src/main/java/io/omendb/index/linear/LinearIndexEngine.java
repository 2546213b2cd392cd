package io.omendb.index.linear;

import io.omendb.index.format.IndexReader;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineFitter;
import io.omendb.index.model.LineTable;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import java.lang.foreign.MemorySegment;

/** Trains and loads {@link LinearIndex}es. Training is three passes over the keys. */
final class LinearIndexEngine implements IndexEngine {
  static final String NAME = "linear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys).requireAscending();
    LineTable line = new LineTable(1);
    new LineFitter(sorted, KeyScale.of(sorted)).fit(line, 0, 0, sorted.size());
    return new LinearIndex(sorted, line);
  }

  @Override
  public LearnedIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    ErrorProfile errors = ErrorProfile.read(in, sorted.size());
    LineTable line = LineTable.read(in, 1, 1, sorted.size());
    in.finish();
    return new LinearIndex(sorted, line, errors);
  }
}
