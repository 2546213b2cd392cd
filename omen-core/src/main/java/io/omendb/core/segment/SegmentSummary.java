package io.omendb.core.segment;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.arrow.ArrowOutput;

/** Gathers what the manifest records of a segment while it is written. */
final class SegmentSummary {
  private final String name;
  private final RowVersion[] rows;
  private final long minSeq;
  private final long maxSeq;
  private final int deletedRows;
  private long sizeInBytes;
  private int crc32c;

  private SegmentSummary(
      String name, RowVersion[] rows, long minSeq, long maxSeq, int deletedRows) {
    this.name = name;
    this.rows = rows;
    this.minSeq = minSeq;
    this.maxSeq = maxSeq;
    this.deletedRows = deletedRows;
  }

  /** Checks the order, on which every lookup depends, and measures the rows. */
  static SegmentSummary of(String name, RowVersion[] rows) {
    long minSeq = Long.MAX_VALUE;
    long maxSeq = Long.MIN_VALUE;
    int deletedRows = 0;
    for (int row = 0; row < rows.length; row++) {
      RowVersion version = rows[row];
      if (row > 0 && !inOrder(rows[row - 1], version)) {
        throw new OmenException(
            ErrorCode.INTERNAL,
            "Segment "
                + name
                + ": row "
                + row
                + " (key "
                + version.key()
                + ", seq "
                + version.seq()
                + ") is out of order");
      }
      minSeq = Math.min(minSeq, version.seq());
      maxSeq = Math.max(maxSeq, version.seq());
      deletedRows += version.deleted() ? 1 : 0;
    }
    return new SegmentSummary(name, rows, minSeq, maxSeq, deletedRows);
  }

  private static boolean inOrder(RowVersion before, RowVersion after) {
    return before.key() < after.key()
        || (before.key() == after.key() && before.seq() > after.seq());
  }

  void written(ArrowOutput out) {
    sizeInBytes = out.position();
    crc32c = out.crc32c();
  }

  SegmentInfo info() {
    return new SegmentInfo(
        name,
        rows.length,
        sizeInBytes,
        crc32c,
        rows.length == 0 ? Long.MAX_VALUE : rows[0].key(),
        rows.length == 0 ? Long.MIN_VALUE : rows[rows.length - 1].key(),
        minSeq,
        maxSeq,
        deletedRows);
  }
}
