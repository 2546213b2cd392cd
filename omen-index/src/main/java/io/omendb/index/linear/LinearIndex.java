package io.omendb.index.linear;

import io.omendb.index.format.IndexWriter;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineTable;
import io.omendb.index.pieces.PieceIndex;
import io.omendb.index.pieces.PieceTable;
import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.Prediction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A learned index of one straight line over all keys. A lookup is one multiplication and a search
 * of the line's window, so O(1) for evenly spaced keys and O(log n) for others; where the line
 * meets every key it is the multiplication alone. Immutable but for the count of fallbacks, so safe
 * for concurrent readers.
 */
public final class LinearIndex implements PieceIndex {
  private static final int LINE = 0;

  /** Lookups of one pass of a batch: their models are all evaluated before the first search. */
  private static final int PASS = 64;

  private final SortedKeys keys;
  private final KeyScale scale;
  private final LineTable line;
  private final ErrorProfile errors;
  private final KeyWindow window;
  private final int size;
  private final int width;
  private final @Nullable Progression progression;

  /** An index of a line, whose errors are measured. */
  LinearIndex(SortedKeys keys, LineTable line) {
    this(
        keys,
        line,
        ErrorProfile.measure(
            keys, k -> line.predict(LINE, KeyScale.of(keys).offset(k), keys.size())));
  }

  /** An index of a line with errors that are known. */
  LinearIndex(SortedKeys keys, LineTable line, ErrorProfile errors) {
    this(keys, line, errors, null);
  }

  /** An index of a line that meets every key, if there is the progression that the keys are. */
  LinearIndex(
      SortedKeys keys, LineTable line, ErrorProfile errors, @Nullable Progression progression) {
    this.keys = keys;
    this.scale = KeyScale.of(keys);
    this.line = line;
    this.errors = errors;
    this.window = new KeyWindow(keys);
    this.size = keys.size();
    this.width = line.width(LINE);
    this.progression = progression;
  }

  /** Whether the line meets every key, so that positions are computed and no key is read. */
  public boolean isExact() {
    return progression != null;
  }

  /** The line as pieces, if it is exact. */
  @Override
  public Optional<PieceTable> pieces() {
    return Optional.ofNullable(progression).map(Progression::pieces);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Prediction predict(long key) {
    if (progression != null) {
      int position = Math.min(progression.lowerBound(key), size - 1);
      return new Prediction(position, position, position);
    }
    return line.predict(LINE, scale.clampedOffset(key), size);
  }

  @Override
  public int search(long key) {
    if (progression != null) {
      return progression.search(key);
    }
    if (scale.excludes(key)) {
      return NOT_FOUND;
    }
    return window.search(key, start(key));
  }

  @Override
  public int lowerBound(long key) {
    if (progression != null) {
      return progression.lowerBound(key);
    }
    if (scale.excludes(key)) {
      return key < scale.minimum() ? 0 : size;
    }
    return window.lowerBound(key, start(key));
  }

  @Override
  public void searchBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    if (progression != null) {
      progression.searchBatch(probes, positions);
      return;
    }
    for (int from = 0; from < probes.length; from += PASS) {
      int to = Math.min(probes.length, from + PASS);
      for (int i = from; i < to; i++) {
        positions[i] = start(scale.clamped(probes[i]));
      }
      for (int i = from; i < to; i++) {
        positions[i] = window.search(probes[i], positions[i]);
      }
    }
  }

  @Override
  public void lowerBoundBatch(long[] probes, int[] positions) {
    SortedKeys.requireRoom(probes, positions);
    for (int i = 0; i < probes.length; i++) {
      positions[i] = lowerBound(probes[i]);
    }
  }

  private int start(long key) {
    return window.start(key, line.low(LINE, scale.offset(key)), width);
  }

  @Override
  public int maxError() {
    return errors.maxError();
  }

  @Override
  public long sizeInBytes() {
    return line.sizeInBytes();
  }

  @Override
  public IndexStats stats() {
    return errors.toStats(LinearIndexEngine.NAME, size, sizeInBytes(), window.fallbacks());
  }

  @Override
  public byte[] toBytes() {
    int modelBytes = errors.writtenBytes() + line.writtenBytes();
    IndexWriter out = new IndexWriter(LinearIndexEngine.NAME, keys, modelBytes);
    errors.write(out);
    line.write(out);
    return out.finish();
  }
}
