package io.omendb.core.query;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentLevel;
import io.omendb.core.segment.SegmentReader;
import io.omendb.spi.index.LevelIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From many keys to their rows, as {@link PointLookup} does it for one. Stateless, so safe for
 * concurrent use.
 */
final class BatchLookup {
  private final PointLookup one;
  private final Schema schema;
  private final int[] allColumns;

  BatchLookup(Schema schema, PointLookup one) {
    this.one = one;
    this.schema = schema;
    this.allColumns = Columns.all(schema);
  }

  /** The rows of keys in the order asked, missing ones left out. */
  List<Row> getAll(ReadState state, long seq, long[] keys) {
    @Nullable Row[] found = new @Nullable Row[keys.length];
    int[] open = new int[keys.length];
    int openCount = 0;
    for (int i = 0; i < keys.length; i++) {
      RowVersion version = PointLookup.inMemTables(state, seq, keys[i]);
      if (version == null) {
        open[openCount++] = i;
      } else {
        found[i] = one.row(version);
      }
    }
    for (SegmentLevel level : state.levels().levels()) {
      openCount = resolve(level, keys, open, openCount, found);
    }
    List<Row> rows = new ArrayList<>(keys.length);
    for (Row row : found) {
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Looks the open keys up in one level; returns how many are still open. */
  private int resolve(
      SegmentLevel level, long[] keys, int[] open, int openCount, @Nullable Row[] found) {
    long[] asked = new long[openCount];
    int[] origin = new int[openCount];
    int askedCount = 0;
    int stillOpen = 0;
    for (int i = 0; i < openCount; i++) {
      if (level.admits(keys[open[i]])) {
        origin[askedCount] = open[i];
        asked[askedCount++] = keys[open[i]];
      } else {
        open[stillOpen++] = open[i];
      }
    }
    long[] places = new long[askedCount];
    level.findAll(asked, askedCount, places);
    for (int i = 0; i < askedCount; i++) {
      if (places[i] == LevelIndex.NOT_FOUND) {
        open[stillOpen++] = origin[i];
      } else {
        SegmentReader reader = level.segment(LevelIndex.run(places[i])).reader();
        int row = LevelIndex.position(places[i]);
        if (!reader.deleted(row)) {
          found[origin[i]] = schema.row(asked[i], reader.values(row, allColumns));
        }
      }
    }
    return stillOpen;
  }
}
