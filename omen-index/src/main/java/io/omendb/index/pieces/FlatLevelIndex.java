package io.omendb.index.pieces;

import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One table of lines over all runs of a level: from a key to its line in one step, however many
 * runs there are, and from the line to a window in one run. A run without lines takes the place of
 * one line and is searched by its own index. Safe for concurrent readers.
 */
public final class FlatLevelIndex implements LevelIndex {
  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  private static final int PASS = 64;

  private final PieceTable pieces;

  /** By piece, the run it belongs to. */
  private final int[] runs;

  /** By run, the keys before it. */
  private final int[] before;

  /** By run. */
  private final KeyWindow[] windows;

  /** By run, its index where it has no lines. */
  private final @Nullable LearnedIndex[] others;

  private final long minimum;
  private final long maximum;

  private FlatLevelIndex(List<IndexedRun> indexedRuns, List<PieceTable> tables) {
    this.pieces = PieceTable.concatenation(tables);
    this.runs = new int[pieces.size()];
    this.before = new int[tables.size()];
    this.windows = new KeyWindow[before.length];
    this.others = new @Nullable LearnedIndex[before.length];
    int piece = 0;
    for (int run = 0; run < before.length; run++) {
      LearnedIndex index = indexedRuns.get(run).index();
      windows[run] = new KeyWindow(keys(indexedRuns.get(run)), Math.max(1, index.maxError()));
      others[run] = lines(index).isEmpty() ? index : null;
      before[run] = run == 0 ? 0 : before[run - 1] + tables.get(run - 1).keys();
      for (int i = tables.get(run).size(); i > 0; i--) {
        runs[piece++] = run;
      }
    }
    this.minimum = keys(indexedRuns.getFirst()).key(0);
    SortedKeys last = keys(indexedRuns.getLast());
    this.maximum = last.key(last.size() - 1);
  }

  /** The level of these runs, if at least one of their indexes is lines. */
  public static Optional<LevelIndex> of(List<IndexedRun> runs) {
    long size = runs.stream().mapToLong(run -> run.index().size()).sum();
    if (size > SortedKeys.MAX_KEYS || runs.stream().allMatch(run -> lines(run.index()).isEmpty())) {
      return Optional.empty();
    }
    List<PieceTable> tables =
        runs.stream()
            .map(run -> lines(run.index()).orElseGet(() -> PieceTable.ofRun(keys(run))))
            .toList();
    return Optional.of(new FlatLevelIndex(runs, tables));
  }

  private static SortedKeys keys(IndexedRun run) {
    return SortedKeys.of(run.keys());
  }

  private static Optional<PieceTable> lines(LearnedIndex index) {
    return index instanceof PieceIndex lines ? lines.pieces() : Optional.empty();
  }

  @Override
  public long search(long key) {
    if (key < minimum || key > maximum) {
      return NOT_FOUND;
    }
    int piece = pieces.piece(key);
    int run = runs[piece];
    LearnedIndex other = others[run];
    return place(
        run,
        other == null
            ? windows[run].find(key, pieces.position(piece, key) - before[run])
            : other.search(key));
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
        LearnedIndex other = others[run];
        places[i] =
            place(
                run,
                other == null
                    ? windows[run].search(keys[i], LevelIndex.position(places[i]))
                    : other.search(keys[i]));
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
    long ownIndex = Arrays.stream(others).filter(Objects::nonNull).count();
    boolean oneWindow =
        IntStream.range(0, windows.length)
            .allMatch(run -> others[run] != null || windows[run].takesAll());
    return "one model of %d lines over %d runs, found by %s, %s%s"
        .formatted(
            pieces.size(),
            windows.length,
            pieces.locatorName(),
            oneWindow ? "positions in one window" : "positions halved to a window",
            ownIndex == 0 ? "" : "; %d runs searched by their own index".formatted(ownIndex));
  }
}
