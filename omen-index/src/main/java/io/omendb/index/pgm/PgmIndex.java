package io.omendb.index.pgm;

import io.omendb.index.format.IndexWriter;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.pieces.PieceIndex;
import io.omendb.index.pieces.PieceTable;
import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.Prediction;
import java.util.Optional;

/**
 * A PGM-index [1]: lines that predict the position of every key with an error of at most epsilon. A
 * lookup finds a line, evaluates it and compares one window of keys: O(1) plus what it takes to
 * find the line, which is O(1) for keys that spread evenly and O(log n) for others. Immutable but
 * for the count of fallbacks, so safe for concurrent readers.
 */
public final class PgmIndex implements PieceIndex {
  /* [1] Ferragina, Vinciguerra: The PGM-index. PVLDB 13(8), 2020. */

  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  private static final int PASS = 64;

  private final SortedKeys keys;
  private final KeyScale scale;
  private final PieceTable pieces;
  private final ErrorProfile errors;
  private final KeyWindow window;
  private final int size;

  PgmIndex(SortedKeys keys, PieceTable pieces, ErrorProfile errors) {
    this.keys = keys;
    this.scale = KeyScale.of(keys);
    this.pieces = pieces;
    this.errors = errors;
    this.window = new KeyWindow(keys, errors.maxError());
    this.size = keys.size();
  }

  private static int clamp(int position, int size) {
    return Math.max(0, Math.min(position, size - 1));
  }

  @Override
  public Optional<PieceTable> pieces() {
    return Optional.of(pieces);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Prediction predict(long key) {
    if (size == 0) {
      return new Prediction(0, 0, -1);
    }
    int position = clamp(expected(scale.clamped(key)), size);
    int maxError = errors.maxError();
    return new Prediction(
        position,
        clamp(position - maxError, size),
        (int) Math.min((long) position + maxError, size - 1L));
  }

  private int expected(long key) {
    return pieces.position(pieces.piece(key), key);
  }

  private int windowStart(long key) {
    return window.start(key, expected(key));
  }

  @Override
  public int search(long key) {
    return scale.excludes(key) ? NOT_FOUND : window.find(key, expected(key));
  }

  @Override
  public int lowerBound(long key) {
    if (scale.excludes(key)) {
      return key < scale.minimum() ? 0 : size;
    }
    return window.lowerBound(key, windowStart(key));
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int from = 0; from < probes.length; from += PASS) {
      int to = Math.min(probes.length, from + PASS);
      startWindows(probes, positions, from, to);
      for (int i = from; i < to; i++) {
        positions[i] = window.search(probes[i], positions[i]);
      }
    }
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int from = 0; from < probes.length; from += PASS) {
      int to = Math.min(probes.length, from + PASS);
      startWindows(probes, positions, from, to);
      for (int i = from; i < to; i++) {
        positions[i] = window.lowerBound(probes[i], positions[i]);
      }
    }
  }

  private void startWindows(long[] probes, int[] positions, int from, int to) {
    for (int i = from; i < to; i++) {
      positions[i] = windowStart(scale.clamped(probes[i]));
    }
  }

  @Override
  public int maxError() {
    return errors.maxError();
  }

  @Override
  public long sizeInBytes() {
    return pieces.sizeInBytes();
  }

  @Override
  public IndexStats stats() {
    return errors.toStats(PgmIndexEngine.NAME, size, sizeInBytes(), window.fallbacks());
  }

  @Override
  public byte[] toBytes() {
    int modelBytes = errors.writtenBytes() + pieces.writtenBytes();
    IndexWriter out = new IndexWriter(PgmIndexEngine.NAME, keys, modelBytes);
    errors.write(out);
    pieces.write(out);
    return out.finish();
  }
}
