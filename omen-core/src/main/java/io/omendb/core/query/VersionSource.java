package io.omendb.core.query;

import io.omendb.KeyRange;
import io.omendb.core.filter.RowFilter;
import io.omendb.core.filter.SegmentFilter;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A memtable or segment being read in key order, with one version per key. Before the first version
 * at the start. For one thread.
 */
abstract sealed class VersionSource {
  /** Lower is newer: of two sources at one key the lower one counts. */
  final int rank;

  private VersionSource(int rank) {
    this.rank = rank;
  }

  /** Moves on; false at the end. */
  abstract boolean advance();

  abstract long key();

  abstract boolean deleted();

  /** Whether the version is no deletion, and the filter, where there is one, is true for it. */
  abstract boolean matches();

  /** Values of some columns, fresh arrays. */
  abstract @Nullable Object[] values(int[] columns);

  /**
   * The rows of a segment from the present one on whose keys differ; a memtable has none.
   *
   * @param flip turns keys over so that they ascend
   * @param bound the turned over keys stay below it, but for the present one
   * @param most at least 1
   */
  @Nullable SegmentRun run(long flip, long bound, int most) {
    return null;
  }

  /** Moves on by rows of a {@link #run}. */
  void skip(int rows) {
    throw new IllegalStateException("no run");
  }

  static final class OfMemTable extends VersionSource {
    private final Iterator<MemVersion> versions;
    private final @Nullable RowFilter filter;
    private @Nullable MemVersion current;

    OfMemTable(
        int rank,
        MemTable memTable,
        KeyRange keys,
        boolean descending,
        long seq,
        @Nullable RowFilter filter) {
      super(rank);
      this.filter = filter;
      this.versions = memTable.scan(keys, descending, seq);
    }

    @Override
    boolean advance() {
      if (!versions.hasNext()) {
        return false;
      }
      current = versions.next();
      return true;
    }

    private MemVersion current() {
      MemVersion version = current;
      if (version == null) {
        throw new IllegalStateException("not at a version");
      }
      return version;
    }

    @Override
    long key() {
      return current().key();
    }

    @Override
    boolean deleted() {
      return current().deleted();
    }

    @Override
    boolean matches() {
      return !deleted() && (filter == null || filter.matches(current().toRowVersion()));
    }

    @Override
    @Nullable Object[] values(int[] columns) {
      return current().values(columns);
    }
  }

  static final class OfSegment extends VersionSource {
    private final Segment segment;
    private final @Nullable SegmentFilter filter;
    private final int step;
    private final int end;
    private int row;

    OfSegment(
        int rank, Segment segment, KeyRange keys, boolean descending, @Nullable RowFilter filter) {
      super(rank);
      this.segment = segment;
      this.filter = filter == null ? null : filter.on(segment);
      int first = segment.firstRow(keys);
      int last = segment.endRow(keys) - 1;
      this.step = descending ? -1 : 1;
      this.row = descending ? last + 1 : first - 1;
      this.end = descending ? first - 1 : last + 1;
    }

    @Override
    boolean advance() {
      row += step;
      return row != end;
    }

    @Override
    long key() {
      return segment.reader().key(row);
    }

    @Override
    boolean deleted() {
      return segment.reader().deleted(row);
    }

    @Override
    boolean matches() {
      return filter == null ? !deleted() : filter.matches(row);
    }

    @Override
    @Nullable Object[] values(int[] columns) {
      return segment.reader().values(row, columns);
    }

    @Override
    SegmentRun run(long flip, long bound, int most) {
      SegmentReader reader = segment.reader();
      int limit = Math.min(most, Math.abs(end - row));
      long last = reader.key(row) ^ flip;
      int rows = 1;
      while (rows < limit) {
        long next = reader.key(row + rows * step) ^ flip;
        if (next <= last || next >= bound) {
          break;
        }
        last = next;
        rows++;
      }
      return new SegmentRun(segment, filter, row, step, rows);
    }

    @Override
    void skip(int rows) {
      row += rows * step;
    }
  }
}
