package io.omendb.core.segment;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.BatchColumn;
import io.omendb.core.arrow.BitColumn;
import io.omendb.core.arrow.LongColumn;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a segment that is not written yet, column by column as the file will have them. Takes
 * about as much memory as the file, and keeps it for the next segment when it is cleared. For one
 * thread.
 */
final class SegmentColumns {
  private final LongColumn keys = BatchColumn.ofLongs(ArrowNames.KEY);
  private final LongColumn seqs = BatchColumn.ofLongs(ArrowNames.SEQ);
  private final BitColumn deleted = BatchColumn.ofBooleans(ArrowNames.DELETED);
  private final BatchColumn[] values;
  private long minSeq = Long.MAX_VALUE;
  private long maxSeq = Long.MIN_VALUE;
  private int deletedRows;

  SegmentColumns(Schema schema) {
    // Nullable all, for a deleted row has no values.
    this.values =
        schema.columns().stream()
            .map(column -> BatchColumn.of(column, true))
            .toArray(BatchColumn[]::new);
  }

  /**
   * Adds a version behind all others: by key ascending, of one key by seq descending.
   *
   * @throws OmenException {@link ErrorCode#INTERNAL} where it is out of order, on which every
   *     lookup depends; {@link ErrorCode#LIMIT_EXCEEDED} where one utf8 or binary column passes 2
   *     GiB: cut the segment by bytes, not by rows alone
   */
  void add(RowVersion version) {
    checkOrder(rows(), version.key(), version.seq());
    boolean gone = version.deleted();
    keys.add(version.key());
    seqs.add(version.seq());
    deleted.add(gone);
    for (int i = 0; i < values.length; i++) {
      values[i].add(gone ? null : version.values()[i]);
    }
    minSeq = Math.min(minSeq, version.seq());
    maxSeq = Math.max(maxSeq, version.seq());
    deletedRows += gone ? 1 : 0;
  }

  /**
   * Adds the versions {@code from <= row < to} of a segment as they lie there, at least one.
   *
   * @throws OmenException as {@link #add(RowVersion)}
   */
  void add(SegmentReader segment, int from, int to) {
    int first = rows();
    segment.addKeysTo(keys, from, to);
    segment.addSeqsTo(seqs, from, to);
    segment.addDeletedTo(deleted, from, to);
    for (int i = 0; i < values.length; i++) {
      segment.addTo(values[i], i, from, to);
    }
    for (int row = first; row < rows(); row++) {
      checkOrder(row, keys.get(row), seqs.get(row));
      minSeq = Math.min(minSeq, seqs.get(row));
      maxSeq = Math.max(maxSeq, seqs.get(row));
    }
    if (segment.hasDeleted()) {
      for (int row = from; row < to; row++) {
        deletedRows += segment.deleted(row) ? 1 : 0;
      }
    }
  }

  /** Checks a version to be at a row behind those that are there. */
  private void checkOrder(int row, long key, long seq) {
    if (row == 0 || keys.get(row - 1) < key) {
      return;
    }
    if (keys.get(row - 1) > key || seqs.get(row - 1) <= seq) {
      throw new OmenException(
          ErrorCode.INTERNAL,
          "Row " + row + " of a segment (key " + key + ", seq " + seq + ") is out of order");
    }
  }

  /** Versions added. */
  int rows() {
    return keys.rows();
  }

  /** Bytes that the rows take in the file, padding left out. */
  long sizeInBytes() {
    long bytes = keys.sizeInBytes() + seqs.sizeInBytes() + deleted.sizeInBytes();
    for (BatchColumn column : values) {
      bytes += column.sizeInBytes();
    }
    return bytes;
  }

  /** All keys, 8 bytes each, little-endian; valid until the columns change. */
  MemorySegment keys() {
    return keys.values();
  }

  /** The columns in the order of the file. */
  List<BatchColumn> inOrder() {
    List<BatchColumn> columns = new ArrayList<>(List.of(keys, seqs, deleted));
    columns.addAll(List.of(values));
    return columns;
  }

  /** What the manifest records of the file that they have been written to. */
  SegmentInfo info(String name, long sizeInBytes, int crc32c) {
    int rows = rows();
    return new SegmentInfo(
        name,
        rows,
        sizeInBytes,
        crc32c,
        rows == 0 ? Long.MAX_VALUE : keys.get(0),
        rows == 0 ? Long.MIN_VALUE : keys.get(rows - 1),
        minSeq,
        maxSeq,
        deletedRows);
  }

  /** Forgets the rows; their memory is used again. */
  void clear() {
    keys.clear();
    seqs.clear();
    deleted.clear();
    for (BatchColumn column : values) {
      column.clear();
    }
    minSeq = Long.MAX_VALUE;
    maxSeq = Long.MIN_VALUE;
    deletedRows = 0;
  }
}
