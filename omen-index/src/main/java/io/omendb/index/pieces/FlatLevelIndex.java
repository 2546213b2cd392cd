package io.omendb.index.pieces;

import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One table of lines over all runs of a level: from a key to its line in one step, however many
 * runs there are, and from the line to a window in one run. Safe for concurrent readers.
 */
public final class FlatLevelIndex implements LevelIndex {
  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  private static final int PASS = 64;

  private final PieceTable pieces;

  /** By piece, the run it belongs to. */
  private final int[] runs;

  /** By run, the keys before it. */
  private final int[] before;

  private final KeyWindow[] windows;
  private final long minimum;
  private final long maximum;

  private FlatLevelIndex(
      List<PieceTable> tables, List<KeyWindow> windows, SortedKeys last, long minimum) {
    this.pieces = PieceTable.concatenation(tables);
    this.runs = new int[pieces.size()];
    this.before = new int[tables.size()];
    this.windows = windows.toArray(KeyWindow[]::new);
    int piece = 0;
    for (int run = 0; run < before.length; run++) {
      before[run] = run == 0 ? 0 : before[run - 1] + tables.get(run - 1).keys();
      for (int i = tables.get(run).size(); i > 0; i--) {
        runs[piece++] = run;
      }
    }
    this.minimum = minimum;
    this.maximum = last.key(last.size() - 1);
  }

  /** The level of these runs, if all their indexes are lines of a small error. */
  public static Optional<LevelIndex> of(List<IndexedRun> runs) {
    List<PieceTable> tables = new ArrayList<>();
    List<KeyWindow> windows = new ArrayList<>();
    List<SortedKeys> keys = new ArrayList<>();
    long size = 0;
    for (IndexedRun run : runs) {
      SortedKeys sorted = SortedKeys.of(run.keys());
      Optional<PieceTable> pieces = pieces(run.index());
      if (pieces.isEmpty()) {
        return Optional.empty();
      }
      tables.add(pieces.get());
      windows.add(new KeyWindow(sorted, run.index().maxError() + 1));
      keys.add(sorted);
      size += sorted.size();
    }
    return runs.isEmpty() || size > SortedKeys.MAX_KEYS
        ? Optional.empty()
        : Optional.of(new FlatLevelIndex(tables, windows, keys.getLast(), keys.getFirst().key(0)));
  }

  private static Optional<PieceTable> pieces(LearnedIndex index) {
    return index instanceof PieceIndex lines ? lines.pieces() : Optional.empty();
  }

  @Override
  public long search(long key) {
    if (key < minimum || key > maximum) {
      return NOT_FOUND;
    }
    int piece = pieces.piece(key);
    int run = runs[piece];
    return place(run, windows[run].find(key, pieces.position(piece, key) - before[run]));
  }

  private static long place(int run, int position) {
    return position == LearnedIndex.NOT_FOUND ? NOT_FOUND : LevelIndex.place(run, position);
  }

  @Override
  public void searchBatch(long[] keys, int count, long[] places) {
    for (int from = 0; from < count; from += PASS) {
      int to = Math.min(count, from + PASS);
      for (int i = from; i < to; i++) {
        long key = Math.max(minimum, Math.min(keys[i], maximum));
        int piece = pieces.piece(key);
        int run = runs[piece];
        int start = windows[run].start(key, pieces.position(piece, key) - before[run]);
        places[i] = LevelIndex.place(run, start);
      }
      for (int i = from; i < to; i++) {
        int run = LevelIndex.run(places[i]);
        places[i] = place(run, windows[run].search(keys[i], LevelIndex.position(places[i])));
      }
    }
  }

  @Override
  public long sizeInBytes() {
    return pieces.sizeInBytes() + (long) (runs.length + before.length) * Integer.BYTES;
  }

  @Override
  public long fallbacks() {
    long fallbacks = 0;
    for (KeyWindow window : windows) {
      fallbacks += window.fallbacks();
    }
    return fallbacks;
  }

  @Override
  public String description() {
    return "one model of %d lines over %d runs, found by %s"
        .formatted(pieces.size(), windows.length, pieces.locatorName());
  }
}
