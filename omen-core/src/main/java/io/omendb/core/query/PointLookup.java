package io.omendb.core.query;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentLevel;
import io.omendb.core.segment.SegmentLevels;
import io.omendb.core.segment.SegmentReader;
import io.omendb.spi.index.LevelIndex;
import org.jspecify.annotations.Nullable;

/**
 * From a key to its row: memtables newest first, then levels newest first; the first version found
 * is the one that counts. Stateless, so safe for concurrent use.
 */
final class PointLookup {
  private final Schema schema;
  private final int[] allColumns;

  PointLookup(Schema schema) {
    this.schema = schema;
    this.allColumns = Columns.all(schema);
  }

  /** The live row under a key at a seq; null where there is none. */
  @Nullable Row get(ReadState state, long seq, long key) {
    MemVersion version = inMemTables(state, seq, key);
    return version == null ? inSegments(state.levels(), key) : row(version);
  }

  /** The newest version of a key at or below a seq, a deletion too; null where there is none. */
  @Nullable RowVersion newest(ReadState state, long seq, long key) {
    MemVersion inMemory = inMemTables(state, seq, key);
    if (inMemory != null) {
      return inMemory.toRowVersion();
    }
    for (int i = 0; i < state.levels().depth(); i++) {
      SegmentLevel level = state.levels().level(i);
      long place = level.find(key);
      if (place != LevelIndex.NOT_FOUND) {
        SegmentReader reader = level.segment(LevelIndex.run(place)).reader();
        int row = LevelIndex.position(place);
        return new RowVersion(
            key, reader.seq(row), reader.deleted(row), reader.values(row, allColumns));
      }
    }
    return null;
  }

  /** The newest version in memory of a key; null where there is none. */
  static @Nullable MemVersion inMemTables(ReadState state, long seq, long key) {
    for (int i = 0; i < state.memTableCount(); i++) {
      MemTable memTable = state.memTable(i);
      MemVersion version = memTable.isEmpty() ? null : memTable.get(key, seq);
      if (version != null) {
        return version;
      }
    }
    return null;
  }

  private @Nullable Row inSegments(SegmentLevels levels, long key) {
    for (int i = 0; i < levels.depth(); i++) {
      SegmentLevel level = levels.level(i);
      long place = level.find(key);
      if (place != LevelIndex.NOT_FOUND) {
        SegmentReader reader = level.segment(LevelIndex.run(place)).reader();
        int row = LevelIndex.position(place);
        return reader.deleted(row) ? null : schema.row(key, reader.values(row, allColumns));
      }
    }
    return null;
  }

  /** The row of a version; null where it is a deletion. */
  @Nullable Row row(MemVersion version) {
    return version.deleted() ? null : schema.row(version.key(), version.values());
  }

  /** The row of a version whose values nobody else holds; null where it is a deletion. */
  @Nullable Row row(RowVersion version) {
    return version.deleted() ? null : schema.row(version.key(), version.values());
  }
}
