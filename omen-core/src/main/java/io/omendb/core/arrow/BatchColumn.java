package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of a record batch about to be written: its field, its node counts and its buffers in
 * Arrow's order. Values are pulled from the rows once to measure and once per buffer to write, so a
 * column holds no copy of them. For one thread.
 */
public abstract sealed class BatchColumn
    permits BitColumn, FixedWidthColumn, LongColumn, VariableWidthColumn {

  /** Produces the values of a column, row by row; null for a null. */
  public interface Values extends IntFunction<@Nullable Object> {}

  final ArrowField field;
  final int rows;

  BatchColumn(ArrowField field, int rows) {
    this.field = field;
    this.rows = rows;
  }

  /** A column of {@code int64} values that are never null. */
  public static BatchColumn ofLongs(String name, int rows, IntToLongFunction values) {
    return new LongColumn(ArrowField.required(name, ScalarType.INT64), rows, values);
  }

  /** A column of {@code bool} values that are never null. */
  public static BatchColumn ofBooleans(String name, int rows, Values values) {
    return new BitColumn(ArrowField.required(name, ScalarType.BOOL), rows, values);
  }

  /**
   * A collection's column.
   *
   * @param nullable whether the Arrow field admits nulls, which a segment's always does
   * @param values canonical objects of the column's type
   */
  public static BatchColumn of(Column column, boolean nullable, int rows, Values values) {
    ArrowField field = ArrowField.of(column, nullable);
    return switch (column.type()) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> new BitColumn(field, rows, values);
            case UTF8, BINARY -> new VariableWidthColumn(field, rows, values);
            case INT32, INT64, FLOAT32, FLOAT64, TIMESTAMP ->
                new FixedWidthColumn(field, rows, values);
          };
      case VectorType _ -> new FixedWidthColumn(field, rows, values);
    };
  }

  /** How many rows are null. */
  abstract int nullCount();

  /** Elements of the child array, or -1 for a type without one. */
  long childLength() {
    return -1;
  }

  /** Lengths of the buffers in Arrow's order, without padding. */
  abstract long[] bufferLengths();

  /** Writes one buffer, exactly as long as announced. */
  abstract void writeBuffer(int buffer, ArrowOutput out) throws IOException;

  static int countNulls(int rows, Values values) {
    int nulls = 0;
    for (int row = 0; row < rows; row++) {
      if (values.apply(row) == null) {
        nulls++;
      }
    }
    return nulls;
  }

  /** Length of the validity bitmap, which Arrow allows to leave out where there are no nulls. */
  static long validityLength(int rows, int nullCount) {
    return nullCount == 0 ? 0 : bitmapLength(rows);
  }

  static long bitmapLength(int rows) {
    return ((long) rows + 7) >>> 3;
  }

  /** Writes one bit for each row, least significant first: set where the value is not null. */
  static void writeValidity(int rows, int nullCount, Values values, ArrowOutput out)
      throws IOException {
    if (nullCount == 0) {
      return;
    }
    for (int start = 0; start < rows; start += 8) {
      int bits = 0;
      for (int row = start; row < Math.min(rows, start + 8); row++) {
        bits |= values.apply(row) == null ? 0 : 1 << (row - start);
      }
      out.putByte(bits);
    }
  }
}
