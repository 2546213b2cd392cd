package io.omendb.core.query;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.spi.index.LearnedIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From keys to rows: memtables newest first, then segments newest first; the first version found is
 * the one that counts.
 */
final class PointLookup {
  private final Schema schema;
  private final int[] allColumns;

  PointLookup(Schema schema) {
    this.schema = schema;
    this.allColumns = Columns.all(schema);
  }

  @Nullable Row get(ReadState state, long seq, long key) {
    for (MemTable memTable : state.memTables()) {
      RowVersion version = memTable.get(key, seq);
      if (version != null) {
        return version.deleted() ? null : row(version);
      }
    }
    for (Segment segment : state.segments()) {
      if (segment.admits(key)) {
        int row = segment.find(key);
        if (row != LearnedIndex.NOT_FOUND) {
          return segment.reader().deleted(row) ? null : row(segment, key, row);
        }
      }
    }
    return null;
  }

  /** The rows of keys in the order asked, missing ones left out. */
  List<Row> getAll(ReadState state, long seq, long[] keys) {
    @Nullable Row[] found = new @Nullable Row[keys.length];
    int[] open = new int[keys.length];
    int openCount = 0;
    for (int i = 0; i < keys.length; i++) {
      RowVersion version = inMemTables(state, seq, keys[i]);
      if (version == null) {
        open[openCount++] = i;
      } else if (!version.deleted()) {
        found[i] = row(version);
      }
    }
    for (Segment segment : state.segments()) {
      openCount = resolve(segment, keys, open, openCount, found);
    }
    List<Row> rows = new ArrayList<>(keys.length);
    for (Row row : found) {
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable RowVersion inMemTables(ReadState state, long seq, long key) {
    for (MemTable memTable : state.memTables()) {
      RowVersion version = memTable.get(key, seq);
      if (version != null) {
        return version;
      }
    }
    return null;
  }

  /** Looks the open keys up in one segment; returns how many are still open. */
  private int resolve(
      Segment segment, long[] keys, int[] open, int openCount, @Nullable Row[] found) {
    long[] asked = new long[openCount];
    int[] origin = new int[openCount];
    int askedCount = 0;
    int stillOpen = 0;
    for (int i = 0; i < openCount; i++) {
      if (segment.admits(keys[open[i]])) {
        origin[askedCount] = open[i];
        asked[askedCount++] = keys[open[i]];
      } else {
        open[stillOpen++] = open[i];
      }
    }
    if (askedCount == 0) {
      return stillOpen;
    }
    int[] rows = new int[askedCount];
    segment.findAll(Arrays.copyOf(asked, askedCount), rows);
    for (int i = 0; i < askedCount; i++) {
      if (rows[i] == LearnedIndex.NOT_FOUND) {
        open[stillOpen++] = origin[i];
      } else if (!segment.reader().deleted(rows[i])) {
        found[origin[i]] = row(segment, asked[i], rows[i]);
      }
    }
    return stillOpen;
  }

  private Row row(Segment segment, long key, int row) {
    return schema.row(key, segment.reader().values(row, allColumns));
  }

  private Row row(RowVersion version) {
    return schema.row(version.key(), Columns.copy(version.values(), allColumns));
  }
}
