package io.omendb.core.query;

import io.omendb.KeyRange;
import io.omendb.core.filter.RowFilter;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.segment.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of every key over several sources, in key order, deleted ones included. The
 * caller keeps the segments referenced meanwhile. For one thread.
 */
public final class MergedVersions {
  private final PriorityQueue<VersionSource> ahead;
  private final Comparator<VersionSource> order;

  /** Turned over by this, keys ascend whichever way the merge goes: all bits, or none. */
  private final long flip;

  private @Nullable VersionSource current;
  private long key;

  /** The least key of the sources ahead, turned over: up to it only the present source counts. */
  private long rivalKey;

  private MergedVersions(List<VersionSource> sources, boolean descending) {
    Comparator<VersionSource> byKey = (a, b) -> Long.compare(a.key(), b.key());
    this.order =
        (descending ? byKey.reversed() : byKey)
            .thenComparing((a, b) -> Integer.compare(a.rank, b.rank));
    this.flip = descending ? -1 : 0;
    this.ahead = new PriorityQueue<>(Math.max(1, sources.size()), order);
    for (VersionSource source : sources) {
      if (source.advance()) {
        ahead.add(source);
      }
    }
  }

  /**
   * The versions of a state that a reader at a seq sees.
   *
   * @param filter what {@link #matches} asks; older versions never stand in for one it refuses
   */
  static MergedVersions of(
      ReadState state, long seq, KeyRange keys, boolean descending, @Nullable RowFilter filter) {
    List<VersionSource> sources = new ArrayList<>();
    for (MemTable memTable : state.memTables()) {
      sources.add(
          new VersionSource.OfMemTable(sources.size(), memTable, keys, descending, seq, filter));
    }
    addSegments(sources, state.segments(), keys, descending, filter);
    return new MergedVersions(sources, descending);
  }

  /** The versions of segments, newest first in the list, ascending. */
  public static MergedVersions of(List<Segment> segments) {
    List<VersionSource> sources = new ArrayList<>();
    addSegments(sources, segments, KeyRange.ALL, false, null);
    return new MergedVersions(sources, false);
  }

  private static void addSegments(
      List<VersionSource> sources,
      List<Segment> segments,
      KeyRange keys,
      boolean descending,
      @Nullable RowFilter filter) {
    for (Segment segment : segments) {
      if (segment.admits(keys)) {
        sources.add(new VersionSource.OfSegment(sources.size(), segment, keys, descending, filter));
      }
    }
  }

  /** Moves to the next key; false at the end. */
  public boolean advance() {
    VersionSource source = current;
    if (source == null) {
      return isAt(ahead.poll());
    }
    if (!source.advance()) {
      return pass(key, ahead.poll());
    }
    long next = source.key();
    if (next != key && (next ^ flip) < rivalKey) {
      key = next;
      return true;
    }
    return pass(key, source);
  }

  /** Moves behind a key, from a source that may be behind its rivals. */
  private boolean pass(long last, @Nullable VersionSource first) {
    VersionSource source = first;
    while (source != null) {
      VersionSource rival = ahead.peek();
      if (rival != null && order.compare(rival, source) < 0) {
        ahead.poll();
        ahead.add(source);
        source = rival;
      }
      if (source.key() != last) {
        break;
      }
      // An older version of the key just returned.
      if (!source.advance()) {
        source = ahead.poll();
      }
    }
    return isAt(source);
  }

  private boolean isAt(@Nullable VersionSource source) {
    current = source;
    if (source == null) {
      return false;
    }
    VersionSource rival = ahead.peek();
    key = source.key();
    rivalKey = rival == null ? Long.MAX_VALUE : rival.key() ^ flip;
    return true;
  }

  private VersionSource current() {
    VersionSource source = current;
    if (source == null) {
      throw new IllegalStateException("not at a version");
    }
    return source;
  }

  /** The present key, once {@link #advance} has said that there is one. */
  public long key() {
    current();
    return key;
  }

  /** Whether the newest version of the present key says that the row is gone. */
  public boolean deleted() {
    return current().deleted();
  }

  /**
   * The rows from the present one on that lie one behind the other in one segment, each the newest
   * version of its key; null where the present version is in a memtable. Stays where it is.
   *
   * @param most how many rows at most, at least 1
   */
  public @Nullable SegmentRun run(int most) {
    return current().run(flip, rivalKey, most);
  }

  /** Moves on to the last row of a run. */
  public void skipTo(SegmentRun run) {
    VersionSource source = current();
    source.skip(run.rows() - 1);
    key = source.key();
  }

  /** Whether the present version is a row for which the filter, where there is one, is true. */
  boolean matches() {
    return current().matches();
  }

  /** Values of some columns of the present version, fresh arrays. */
  @Nullable Object[] values(int[] columns) {
    return current().values(columns);
  }
}
