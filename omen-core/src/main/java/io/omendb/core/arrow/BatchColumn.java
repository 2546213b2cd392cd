package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a record batch: its field, and the values added so far as Arrow lays them out, so
 * that writing them is a few large copies. Takes about the memory that the column takes in the
 * file; what {@link #clear} empties keeps it for the next batch. For one thread.
 */
public abstract sealed class BatchColumn
    permits BitColumn, FixedWidthColumn, LongColumn, VariableWidthColumn {
  final ArrowField field;

  /** A bit for each row, clear where it is null; empty until the first that is. */
  private final GrowingBits validity = new GrowingBits();

  private int rows;
  private int nullCount;

  BatchColumn(ArrowField field) {
    this.field = field;
  }

  /** A column of {@code int64} values that are never null. */
  public static LongColumn ofLongs(String name) {
    return new LongColumn(ArrowField.required(name, ScalarType.INT64));
  }

  /** A column of {@code bool} values that are never null. */
  public static BitColumn ofBooleans(String name) {
    return new BitColumn(ArrowField.required(name, ScalarType.BOOL));
  }

  /**
   * A collection's column.
   *
   * @param nullable whether the Arrow field admits nulls, which a segment's always does
   */
  public static BatchColumn of(Column column, boolean nullable) {
    ArrowField field = ArrowField.of(column, nullable);
    return switch (column.type()) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> new BitColumn(field);
            case UTF8, BINARY -> new VariableWidthColumn(field);
            case INT32, INT64, FLOAT32, FLOAT64, TIMESTAMP -> new FixedWidthColumn(field);
          };
      case VectorType _ -> new FixedWidthColumn(field);
    };
  }

  /**
   * Adds the value of the next row, of which a copy is taken.
   *
   * @param value a canonical object of the column's type, or null
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where utf8 or binary values pass 2 GiB
   *     together
   */
  public final void add(@Nullable Object value) {
    if (value == null) {
      putNull();
      if (nullCount == 0) {
        validity.addOnes(rows);
      }
      validity.add(false);
      nullCount++;
      rows++;
    } else {
      put(value);
      added();
    }
  }

  /** After a value that is not null. */
  final void added() {
    if (nullCount > 0) {
      validity.add(true);
    }
    rows++;
  }

  /**
   * Adds the values of the rows {@code from <= row < to} of a column of the same type as they lie
   * there, of which a copy is taken.
   *
   * @param column where utf8 or binary, with offsets between these rows that ascend and end within
   *     the data; under a null there are zeros, or no bytes
   * @throws OmenException as {@link #add}
   */
  public final void addRange(ColumnBuffers column, int from, int to) {
    putRange(column, from, to);
    int nulls = column.nullsIn(from, to);
    if (nulls > 0 && nullCount == 0) {
      validity.addOnes(rows);
    }
    nullCount += nulls;
    if (nulls > 0) {
      validity.addRange(Objects.requireNonNull(column.validity()), from, to);
    } else if (nullCount > 0) {
      validity.addOnes(to - from);
    }
    rows += to - from;
  }

  /** Puts the values of a range behind the others, whether null or not. */
  abstract void putRange(ColumnBuffers column, int from, int to);

  /** Puts a value behind the others. */
  abstract void put(Object value);

  /** Puts what the values have in the place of a null. */
  abstract void putNull();

  /** Rows added. */
  public final int rows() {
    return rows;
  }

  /** Bytes that the rows take in a batch, padding left out. */
  public final long sizeInBytes() {
    return validity.length() + dataBytes();
  }

  /** Bytes of all buffers but the validity. */
  abstract long dataBytes();

  /** Forgets the rows; their memory is used again. */
  public void clear() {
    validity.clear();
    rows = 0;
    nullCount = 0;
  }

  /** How many rows are null. */
  final int nullCount() {
    return nullCount;
  }

  /** Length of the validity bitmap, which Arrow allows to leave out where there are no nulls. */
  final long validityLength() {
    return validity.length();
  }

  /** Elements of the child array, or -1 for a type without one. */
  long childLength() {
    return -1;
  }

  /** Lengths of the buffers in Arrow's order, without padding; the first is the validity. */
  abstract long[] bufferLengths();

  /** Writes one buffer, exactly as long as announced. */
  final void writeBuffer(int buffer, ArrowOutput out) throws IOException {
    if (buffer == 0) {
      validity.writeTo(out);
    } else {
      writeData(buffer, out);
    }
  }

  /** Writes a buffer that is not the validity. */
  abstract void writeData(int buffer, ArrowOutput out) throws IOException;
}
