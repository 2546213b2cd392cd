package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.arrow.LittleEndian;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;

/**
 * Compares the index in a sidecar with every key of its segment: the bounds it predicts, its error
 * bound and its answers, one by one and in batches. The engine is the one that the sidecar names,
 * whatever the database would train with now.
 */
final class SidecarInspector {
  /** Keys of one batched lookup. */
  private static final int BATCH = 4096;

  private final String name;
  private final LearnedIndex index;
  private final MemorySegment keys;
  private final int rows;

  private SidecarInspector(String name, LearnedIndex index, MemorySegment keys) {
    this.name = name;
    this.index = index;
    this.keys = keys;
    this.rows = (int) (keys.byteSize() / Long.BYTES);
  }

  /** Inspects the sidecar of a segment whose keys are known to ascend. */
  static void inspect(
      StorageEngine storage, String segment, MemorySegment keys, Problems problems) {
    String name = SegmentIndexes.sidecarName(segment);
    try {
      Sidecar sidecar = Sidecar.read(storage, segment);
      if (sidecar == null) {
        problems.add(name, -1, "the file is missing");
        return;
      }
      new SidecarInspector(name, load(sidecar, keys), keys).check();
    } catch (CorruptionException e) {
      // An engine knows the bytes, not the file that they come from.
      problems.add(
          name, e.offset(), e.file().endsWith(name) ? e.problem() : e.file() + ": " + e.problem());
    } catch (IndexOutOfBoundsException e) {
      problems.add(name, -1, "the index contradicts itself: " + e.getMessage());
    } catch (OmenException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_FORMAT && e.code() != ErrorCode.ENGINE_NOT_FOUND) {
        throw e;
      }
      problems.add(name, -1, e.what());
    }
  }

  private static LearnedIndex load(Sidecar sidecar, MemorySegment keys) {
    return EngineRegistry.get()
        .index()
        .select(sidecar.engine())
        .create(IndexSettings.DEFAULT)
        .load(sidecar.index(), keys);
  }

  private void check() {
    if (index.size() != rows) {
      throw wrong("it has " + index.size() + " keys, the segment " + rows);
    }
    int first = 0;
    for (int row = 0; row < rows; row++) {
      first = key(row) == key(first) ? first : row;
      if (first == row) {
        checkKey(key(row), row);
      }
    }
    checkBatches();
    checkEnds();
  }

  private long key(int row) {
    return keys.getAtIndex(LittleEndian.LONG, row);
  }

  private void checkKey(long key, int row) {
    Prediction prediction = index.predict(key);
    long error = Math.abs((long) prediction.position() - row);
    if (!prediction.contains(row) || error > index.maxError()) {
      throw wrong(
          "key %d of row %d is outside its bounds: predicted %d, bounds %d..%d, greatest error %d"
              .formatted(
                  key,
                  row,
                  prediction.position(),
                  prediction.low(),
                  prediction.high(),
                  index.maxError()));
    }
    int found = index.search(key);
    int bound = index.lowerBound(key);
    if (found != row || bound != row) {
      throw wrong(
          "key %d of row %d: search says %d, lowerBound %d".formatted(key, row, found, bound));
    }
    // The row before ends where this key begins: the bound of every key that is not there.
    if (row > 0 && key - 1 != key(row - 1) && index.lowerBound(key - 1) != row) {
      throw wrong(
          "lowerBound of the absent key %d is %d, not %d"
              .formatted(key - 1, index.lowerBound(key - 1), row));
    }
  }

  private void checkBatches() {
    for (int from = 0; from < rows; from += BATCH) {
      long[] probes = new long[Math.min(BATCH, rows - from)];
      for (int i = 0; i < probes.length; i++) {
        probes[i] = key(from + i);
      }
      int[] found = new int[probes.length];
      int[] bounds = new int[probes.length];
      index.searchBatch(probes, found);
      index.lowerBoundBatch(probes, bounds);
      for (int i = 0; i < probes.length; i++) {
        boolean right = found[i] == bounds[i] && found[i] >= 0 && found[i] <= from + i;
        if (!right || key(found[i]) != probes[i]) {
          throw wrong(
              "key %d of row %d in a batch: search says %d, lowerBound %d"
                  .formatted(probes[i], from + i, found[i], bounds[i]));
        }
      }
    }
  }

  private void checkEnds() {
    if (rows > 0 && key(0) > Long.MIN_VALUE && index.lowerBound(Long.MIN_VALUE) != 0) {
      throw wrong("lowerBound of the least key there can be is not 0");
    }
    if (rows > 0 && key(rows - 1) < Long.MAX_VALUE && index.lowerBound(key(rows - 1) + 1) != rows) {
      throw wrong("lowerBound behind the last key is not " + rows);
    }
  }

  private CorruptionException wrong(String what) {
    return new CorruptionException(name, -1, what);
  }
}
