package io.omendb.index.pgm;

import io.omendb.index.format.IndexReader;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.pieces.FlatLevelIndex;
import io.omendb.index.pieces.PieceTable;
import io.omendb.index.pieces.PieceTrainer;
import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Trains and loads {@link PgmIndex}es. Training is three passes over the keys. */
public final class PgmIndexEngine implements IndexEngine {
  /** The engine's name. */
  public static final String NAME = "pgm";

  private final int epsilon;

  /** An engine that trains for a given epsilon, or for one that fits a window of the last mile. */
  public PgmIndexEngine(IndexSettings settings) {
    this.epsilon = settings.epsilon() == 0 ? KeyWindow.MAX_ERROR : settings.epsilon();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    return train(SortedKeys.of(keys));
  }

  /** The same over keys that have been looked at. */
  public PgmIndex train(SortedKeys keys) {
    PieceTrainer trainer = new PieceTrainer(keys, epsilon);
    return new PgmIndex(keys, trainer.train(), trainer.errors());
  }

  @Override
  public PgmIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    ErrorProfile errors = ErrorProfile.read(in, sorted.size());
    PieceTable pieces = PieceTable.read(in, sorted);
    in.finish();
    return new PgmIndex(sorted, pieces, errors);
  }

  @Override
  public LevelIndex join(List<IndexedRun> runs) {
    return FlatLevelIndex.of(runs).orElseGet(() -> IndexEngine.super.join(runs));
  }
}
