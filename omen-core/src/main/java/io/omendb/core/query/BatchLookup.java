package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.Column;
import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.segment.SegmentLevel;
import io.omendb.core.segment.SegmentReader;
import io.omendb.spi.index.LevelIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From many keys to their rows, as {@link PointLookup} does it for one. Stateless, so safe for
 * concurrent use.
 */
final class BatchLookup {
  /* A lookup is a chain of cache misses: keys, offsets, bytes. One key after the other they add
   * up; in passes over all keys, of one level of misses each, the processor overlaps them. Sorting
   * the keys first, and touching the lines of the next pass, gained nothing. */

  /** Keys of one round of passes: many misses to overlap, and the arrays stay in the cache. */
  private static final int ROUND = 512;

  private final PointLookup one;
  private final Schema schema;
  private final boolean[] sliced;

  BatchLookup(Schema schema, PointLookup one) {
    this.one = one;
    this.schema = schema;
    this.sliced = new boolean[schema.size()];
    for (int i = 0; i < sliced.length; i++) {
      Column column = schema.columns().get(i);
      sliced[i] = column.type() == ScalarType.UTF8 || column.type() == ScalarType.BINARY;
    }
  }

  /** The rows of keys in the order asked, missing ones left out. */
  List<Row> getAll(ReadState state, long seq, long[] keys) {
    List<Row> rows = new ArrayList<>(keys.length);
    if (keys.length <= ROUND) {
      addAll(state, seq, keys, rows);
      return rows;
    }
    for (int from = 0; from < keys.length; from += ROUND) {
      Cancellation.check();
      int to = Math.min(keys.length, from + ROUND);
      addAll(state, seq, Arrays.copyOfRange(keys, from, to), rows);
    }
    return rows;
  }

  private void addAll(ReadState state, long seq, long[] keys, List<Row> rows) {
    @Nullable Row[] found = new @Nullable Row[keys.length];
    int[] open = new int[keys.length];
    int openCount = resolveInMemory(state, seq, keys, open, found);
    for (int i = 0; i < state.levels().depth() && openCount > 0; i++) {
      openCount = resolve(state.levels().level(i), keys, open, openCount, found);
    }
    for (Row row : found) {
      if (row != null) {
        rows.add(row);
      }
    }
  }

  /** Looks keys up in memory; fills in which are still open and returns how many. */
  private int resolveInMemory(
      ReadState state, long seq, long[] keys, int[] open, @Nullable Row[] found) {
    boolean empty = state.nothingInMemory();
    int openCount = 0;
    for (int i = 0; i < keys.length; i++) {
      MemVersion version = empty ? null : PointLookup.inMemTables(state, seq, keys[i]);
      if (version == null) {
        open[openCount++] = i;
      } else {
        found[i] = one.row(version);
      }
    }
    return openCount;
  }

  /** Looks the open keys up in one level; returns how many are still open. */
  private int resolve(
      SegmentLevel level, long[] keys, int[] open, int openCount, @Nullable Row[] found) {
    long[] asked = new long[openCount];
    int[] origin = new int[openCount];
    int askedCount = 0;
    int stillOpen = 0;
    for (int i = 0; i < openCount; i++) {
      long key = keys[open[i]];
      if (level.admits(key)) {
        origin[askedCount] = open[i];
        asked[askedCount++] = key;
      } else {
        open[stillOpen++] = open[i];
      }
    }
    long[] places = new long[askedCount];
    level.findAll(asked, askedCount, places);
    int hits = 0;
    for (int i = 0; i < askedCount; i++) {
      if (places[i] == LevelIndex.NOT_FOUND) {
        open[stillOpen++] = origin[i];
      } else {
        origin[hits] = origin[i];
        places[hits++] = places[i];
      }
    }
    read(level, places, hits, keys, origin, found);
    return stillOpen;
  }

  /** Reads the rows at places, those of deleted ones left out. */
  private void read(
      SegmentLevel level,
      long[] places,
      int hits,
      long[] keys,
      int[] origin,
      @Nullable Row[] found) {
    SegmentReader[] readers = new SegmentReader[hits];
    int[] rows = new int[hits];
    int live = 0;
    for (int i = 0; i < hits; i++) {
      SegmentReader reader = level.segment(LevelIndex.run(places[i])).reader();
      int row = LevelIndex.position(places[i]);
      if (!reader.deleted(row)) {
        readers[live] = reader;
        rows[live] = row;
        origin[live++] = origin[i];
      }
    }
    @Nullable Object[][] values = new @Nullable Object[live][sliced.length];
    for (int column = 0; column < sliced.length; column++) {
      if (sliced[column]) {
        readSliced(column, readers, rows, values);
      } else {
        for (int i = 0; i < live; i++) {
          values[i][column] = readers[i].value(rows[i], column);
        }
      }
    }
    for (int i = 0; i < live; i++) {
      found[origin[i]] = schema.row(keys[origin[i]], values[i]);
    }
  }

  private static void readSliced(
      int column, SegmentReader[] readers, int[] rows, @Nullable Object[][] values) {
    long[] spans = new long[values.length];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = readers[i].span(rows[i], column);
    }
    for (int i = 0; i < spans.length; i++) {
      values[i][column] = readers[i].valueAt(spans[i], column);
    }
  }
}
