package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Text and bytes. Buffers: validity, 32-bit offsets (one more than rows), data. */
final class VariableWidthColumn extends BatchColumn {
  private final Values values;
  private final int nullCount;
  /* Kept, four bytes a row, because measuring text costs as much as encoding it. */
  private final int[] offsets;

  VariableWidthColumn(ArrowField field, int rows, Values values) {
    super(field, rows);
    this.values = values;
    this.offsets = new int[rows + 1];
    int nulls = 0;
    long end = 0;
    for (int row = 0; row < rows; row++) {
      Object value = values.apply(row);
      if (value == null) {
        nulls++;
      } else {
        end += encode(value).length;
      }
      if (end > Integer.MAX_VALUE) {
        throw tooLong(field.name(), row);
      }
      offsets[row + 1] = (int) end;
    }
    this.nullCount = nulls;
  }

  private static byte[] encode(Object value) {
    return value instanceof byte[] bytes
        ? bytes
        : ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  private static OmenException tooLong(String column, int row) {
    return new OmenException(
        ErrorCode.LIMIT_EXCEEDED,
        "Column '" + column + "' passes " + Integer.MAX_VALUE + " bytes at row " + row,
        column,
        "write fewer rows to one record batch",
        null);
  }

  @Override
  int nullCount() {
    return nullCount;
  }

  @Override
  long[] bufferLengths() {
    return new long[] {
      validityLength(rows, nullCount), (long) offsets.length * Integer.BYTES, offsets[rows]
    };
  }

  @Override
  void writeBuffer(int buffer, ArrowOutput out) throws IOException {
    switch (buffer) {
      case 0 -> writeValidity(rows, nullCount, values, out);
      case 1 -> {
        for (int offset : offsets) {
          out.putInt(offset);
        }
      }
      default -> {
        for (int row = 0; row < rows; row++) {
          Object value = values.apply(row);
          if (value != null) {
            out.put(encode(value));
          }
        }
      }
    }
  }
}
