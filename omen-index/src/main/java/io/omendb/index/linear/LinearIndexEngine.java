package io.omendb.index.linear;

import io.omendb.index.format.IndexReader;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineFitter;
import io.omendb.index.model.LineTable;
import io.omendb.index.pieces.FlatLevelIndex;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Trains and loads {@link LinearIndex}es. Training is three passes over the keys. */
public final class LinearIndexEngine implements IndexEngine {
  /** The engine's name. */
  public static final String NAME = "linear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    return train(SortedKeys.of(keys).requireAscending());
  }

  /** Whether a line meets all of the keys, which ascend: there are two or more, evenly spaced. */
  public static boolean isExact(SortedKeys keys) {
    return Progression.of(keys).isPresent();
  }

  /** The same over keys that are known to ascend. */
  public LinearIndex train(SortedKeys sorted) {
    LineTable line = new LineTable(1);
    LineFitter fitter = new LineFitter(sorted, KeyScale.of(sorted));
    Optional<Progression> even = Progression.of(sorted);
    if (even.isPresent()) {
      fitter.fitEvenlySpaced(line, 0);
      return new LinearIndex(sorted, line, ErrorProfile.exact(sorted.size()), even.get());
    }
    fitter.fit(line, 0, 0, sorted.size());
    return new LinearIndex(sorted, line);
  }

  @Override
  public LinearIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    ErrorProfile errors = ErrorProfile.read(in, sorted.size());
    LineTable line = LineTable.read(in, 1, 1, sorted.size());
    in.finish();
    // A model that is off nowhere may be that of evenly spaced keys, which these bytes cannot
    // prove.
    Progression even = errors.maxError() == 0 ? Progression.of(sorted).orElse(null) : null;
    return new LinearIndex(sorted, line, errors, even);
  }

  @Override
  public LevelIndex join(List<IndexedRun> runs) {
    return FlatLevelIndex.of(runs).orElseGet(() -> IndexEngine.super.join(runs));
  }
}
