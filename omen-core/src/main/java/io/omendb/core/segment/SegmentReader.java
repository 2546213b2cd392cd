package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.BatchColumn;
import io.omendb.core.arrow.BitColumn;
import io.omendb.core.arrow.ColumnBuffers;
import io.omendb.core.arrow.LittleEndian;
import io.omendb.core.arrow.LongColumn;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * An open segment: row versions by position, 0..rows()-1, sorted by key ascending and, for one key,
 * seq descending. Reads go straight to the mapped file; nothing is copied but what is returned.
 *
 * <p>Safe for concurrent use until it is closed, which its one owner does when nobody reads any
 * more; a read after that throws {@link IllegalStateException}. A position outside the segment is
 * an {@link IndexOutOfBoundsException}.
 */
public final class SegmentReader implements AutoCloseable {
  private final SegmentInfo info;
  private final Blob blob;
  private final MemorySegment keys;
  private final MemorySegment seqs;
  private final MemorySegment deleted;
  private final ColumnReader[] columns;
  private final boolean hasDeleted;

  /** Rows that may be read: none once closed. Plain, for closing comes after all reads. */
  private int openRows;

  private SegmentReader(SegmentInfo info, Blob blob, Schema schema) {
    this.info = info;
    this.blob = blob;
    int rows = info.rows();
    this.openRows = rows;
    this.hasDeleted = info.deletedRows() > 0;
    SegmentFile file = new SegmentFile(info.name(), blob.content(), schema, rows);
    this.keys = required(file, ArrowNames.KEY, (long) rows * Long.BYTES);
    this.seqs = required(file, ArrowNames.SEQ, (long) rows * Long.BYTES);
    this.deleted = required(file, ArrowNames.DELETED, ColumnReader.bitmapLength(rows));
    this.columns = new ColumnReader[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnReader.open(file, schema.columns().get(i), rows);
    }
  }

  /**
   * Opens a segment after verifying length, checksum, format and schema.
   *
   * @throws CorruptionException naming the file where it is missing or not what the manifest says
   * @throws OmenException {@link ErrorCode#UNSUPPORTED_FORMAT} where a newer build wrote it
   */
  public static SegmentReader open(StorageEngine storage, SegmentInfo info, Schema schema) {
    return open(storage, info, schema, true);
  }

  /** The same without a look at length and checksum, for the inspection of what is damaged. */
  static SegmentReader openUnverified(StorageEngine storage, SegmentInfo info, Schema schema) {
    return open(storage, info, schema, false);
  }

  private static SegmentReader open(
      StorageEngine storage, SegmentInfo info, Schema schema, boolean verified) {
    Blob blob = NativeBlob.of(storage.openBlob(info.name()));
    try {
      if (verified) {
        SegmentChecksum.verify(blob.content(), info);
      }
      return new SegmentReader(info, blob, schema);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      blob.close();
      throw new CorruptionException(info.name(), -1, "the metadata contradicts itself: " + e);
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  /** A column without nulls; the slice ends where the rows do. */
  private static MemorySegment required(SegmentFile file, String name, long length) {
    if (file.nextNode(name, file.rows()) != 0) {
      throw file.corrupt(-1, "column '" + name + "' has nulls");
    }
    file.nextBuffer(name, 0);
    return file.nextBuffer(name, length).asSlice(0, length);
  }

  /** What the manifest records of this segment. */
  public SegmentInfo info() {
    return info;
  }

  /** Bytes of the file where it is mapped into memory; 0 where the engine has a copy. */
  public long mappedBytes() {
    return blob.content().isMapped() ? blob.content().byteSize() : 0;
  }

  /** Number of row versions. */
  public int rows() {
    return info.rows();
  }

  /** All keys, 8 bytes each, little-endian, ascending: a slice of the mapped file. */
  public MemorySegment keys() {
    return keys;
  }

  /** The key of a row. */
  public long key(int row) {
    return keys.getAtIndex(LittleEndian.LONG, row);
  }

  /** The sequence number of the commit that wrote a row version. */
  public long seq(int row) {
    return seqs.getAtIndex(LittleEndian.LONG, row);
  }

  /** Whether a row version is a deletion. */
  public boolean deleted(int row) {
    return hasDeleted && ColumnReader.bit(deleted, checkRow(row));
  }

  /** The same, read from the file also where the manifest says that there are none. */
  boolean deletedInFile(int row) {
    return ColumnReader.bit(deleted, checkRow(row));
  }

  /** One bit a row, least significant first, set where the row version is a deletion. */
  public MemorySegment deletedBits() {
    return deleted;
  }

  /** The buffers of the column at a position of the schema. */
  public ColumnBuffers buffers(int column) {
    return columns[column].buffers();
  }

  /**
   * Adds the values of the rows {@code from <= row < to} to a column of a batch, null where
   * deleted.
   *
   * @param column position in the schema
   * @param batch a column of its type
   */
  public void addTo(BatchColumn batch, int column, int from, int to) {
    checkRange(from, to);
    columns[column].addTo(batch, from, to);
  }

  /** Adds the keys of the rows {@code from <= row < to} to a column. */
  public void addKeysTo(LongColumn batch, int from, int to) {
    checkRange(from, to);
    batch.addRange(ofRequired(keys), from, to);
  }

  /** Adds the sequence numbers of rows to a column. */
  void addSeqsTo(LongColumn batch, int from, int to) {
    checkRange(from, to);
    batch.addRange(ofRequired(seqs), from, to);
  }

  /** Adds which of the rows are deletions to a column. */
  void addDeletedTo(BitColumn batch, int from, int to) {
    checkRange(from, to);
    batch.addRange(ofRequired(deleted), from, to);
  }

  private static ColumnBuffers ofRequired(MemorySegment values) {
    return new ColumnBuffers(null, values, MemorySegment.NULL);
  }

  /** Bytes that the keys and the values of some columns take in the rows from..to-1, about. */
  public long bytes(int[] ordinals, int from, int to) {
    checkRange(from, to);
    long bytes = (long) (to - from) * Long.BYTES;
    for (int ordinal : ordinals) {
      bytes += columns[ordinal].bytes(from, to);
    }
    return bytes;
  }

  private void checkRange(int from, int to) {
    if (from < to) {
      checkRow(from);
      checkRow(to - 1);
    }
  }

  /** That the bytes of a column contradict each other. */
  public CorruptionException corrupt(int column, int row, String what) {
    return new CorruptionException(
        info.name(), -1, "row " + row + " of column " + column + ": " + what);
  }

  /** Where in the file the key of a row is. */
  long offsetOfKey(int row) {
    return keys.address() - blob.content().address() + (long) row * Long.BYTES;
  }

  /** The bytes of a utf8 or binary value that is not null, as the file has them. */
  byte[] bytes(int row, int column) {
    checkRow(row);
    return ((ColumnReader.Sliced) columns[column]).bytes(row);
  }

  /** The whole file. */
  public MemorySegment content() {
    return blob.content();
  }

  /** Whether any row version is a deletion. */
  public boolean hasDeleted() {
    return hasDeleted;
  }

  /** Whether the column at a position of the schema is null in any row, a deleted one included. */
  public boolean hasNulls(int column) {
    return columns[column].hasNulls();
  }

  /** Whether a value is null; the values of a deleted row are. */
  public boolean isNull(int row, int column) {
    return columns[column].isNull(checkRow(row));
  }

  /** A value as a canonical object, null for a null; an array is the caller's own. */
  public @Nullable Object value(int row, int column) {
    return columns[column].value(checkRow(row));
  }

  /** The values of a row in the order of {@code ordinals}, positions in the schema. */
  public @Nullable Object[] values(int row, int[] ordinals) {
    checkRow(row);
    @Nullable Object[] values = new @Nullable Object[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      values[i] = columns[ordinals[i]].value(row);
    }
    return values;
  }

  /**
   * Where in the file the value of a utf8 or binary column is, for {@link #valueAt}; -1 for a null.
   * Two steps, so that the cache misses of many rows can overlap in each.
   */
  public long span(int row, int column) {
    checkRow(row);
    return ((ColumnReader.Sliced) columns[column]).span(row);
  }

  /** The canonical object of a span, an array being the caller's own; null where it is -1. */
  public @Nullable Object valueAt(long span, int column) {
    return span < 0 ? null : ((ColumnReader.Sliced) columns[column]).read(span);
  }

  /* Values are read at addresses, so this is all that keeps a wrong position, or a reader that is
   * closed, from reading elsewhere. */
  private int checkRow(int row) {
    if (row < 0 || row >= openRows) {
      throw outside(row);
    }
    return row;
  }

  private RuntimeException outside(int row) {
    return openRows == 0 && info.rows() > 0
        ? new IllegalStateException(info.name() + " is closed")
        : new IndexOutOfBoundsException("row " + row + " of " + info.rows() + " in " + info.name());
  }

  /**
   * The vectors of a column, rows() times dimension float32 in one piece, little-endian, zeros
   * where a row is null: a slice of the mapped file, at a multiple of 64 bytes of it.
   *
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} where the column holds no vectors
   */
  public MemorySegment vectors(int column) {
    if (columns[column] instanceof ColumnReader.Vectors vectors) {
      return vectors.data();
    }
    throw OmenException.invalid("column", "Column " + column + " holds no vectors", null);
  }

  /** Releases the file. Idempotent. */
  @Override
  public void close() {
    openRows = 0;
    blob.close();
  }
}
