package io.omendb.core.query;

import io.omendb.core.filter.SegmentFilter;
import io.omendb.core.segment.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a segment in the order of a merge, each the newest version of its key, so that they can
 * be copied column by column. Valid as long as the segment is referenced and the merge not moved
 * on. For one thread.
 */
public final class SegmentRun {
  private final Segment segment;
  private final @Nullable SegmentFilter filter;
  private final int start;
  private final int step;
  private final int rows;

  SegmentRun(Segment segment, @Nullable SegmentFilter filter, int start, int step, int rows) {
    this.segment = segment;
    this.filter = filter;
    this.start = start;
    this.step = step;
    this.rows = rows;
  }

  /** How many rows, deletions among them, at least 1. */
  public int rows() {
    return rows;
  }

  /** Position in the segment of a row of the run, 0..rows()-1. */
  int row(int place) {
    return start + place * step;
  }

  /**
   * The first rows, as many as take about so many bytes, at least 1.
   *
   * @param columns the positions of those that count, beside the keys
   */
  public SegmentRun fitting(int[] columns, long bytes) {
    int fitting = rows;
    for (long taken = bytes(columns, fitting);
        fitting > 1 && taken > bytes;
        taken = bytes(columns, fitting)) {
      fitting = (int) Math.max(1, Math.min(fitting - 1, fitting * bytes / taken));
    }
    return fitting == rows ? this : new SegmentRun(segment, filter, start, step, fitting);
  }

  private long bytes(int[] columns, int count) {
    int from = Math.min(start, row(count - 1));
    return segment.reader().bytes(columns, from, from + count);
  }

  /** Receives rows {@code from <= row < to} of the segment, in the order of the run. */
  public interface Receiver {
    /** Takes them. */
    void add(Segment segment, int from, int to);
  }

  /** Hands on all rows that are no deletions and for which the filter, if there is one, is true. */
  void forEachMatching(Receiver receiver) {
    if (filter == null) {
      forEachLive(receiver);
    } else {
      forEach(receiver, filter::matches);
    }
  }

  /** Hands on all rows that are no deletions. */
  public void forEachLive(Receiver receiver) {
    if (segment.reader().hasDeleted()) {
      forEach(receiver, row -> !segment.reader().deleted(row));
    } else {
      forEach(receiver);
    }
  }

  /** Hands on all rows. */
  public void forEach(Receiver receiver) {
    handOn(receiver, 0, rows);
  }

  private interface RowTest {
    boolean test(int row);
  }

  private void forEach(Receiver receiver, RowTest test) {
    int place = 0;
    while (place < rows) {
      int from = place;
      while (place < rows && test.test(row(place))) {
        place++;
      }
      handOn(receiver, from, place);
      place++;
    }
  }

  /** Hands on places of the run; backwards they are not contiguous. */
  private void handOn(Receiver receiver, int from, int to) {
    if (step > 0) {
      if (from < to) {
        receiver.add(segment, row(from), row(to));
      }
    } else {
      for (int place = from; place < to; place++) {
        receiver.add(segment, row(place), row(place) + 1);
      }
    }
  }
}
