package io.omendb.core.arrow;

import java.io.IOException;

/** Booleans, one bit each. Buffers: validity, bits. */
final class BitColumn extends BatchColumn {
  private final Values values;
  private final int nullCount;

  BitColumn(ArrowField field, int rows, Values values) {
    super(field, rows);
    this.values = values;
    this.nullCount = countNulls(rows, values);
  }

  @Override
  int nullCount() {
    return nullCount;
  }

  @Override
  long[] bufferLengths() {
    return new long[] {validityLength(rows, nullCount), bitmapLength(rows)};
  }

  @Override
  void writeBuffer(int buffer, ArrowOutput out) throws IOException {
    if (buffer == 0) {
      writeValidity(rows, nullCount, values, out);
      return;
    }
    for (int start = 0; start < rows; start += 8) {
      int bits = 0;
      for (int row = start; row < Math.min(rows, start + 8); row++) {
        bits |= Boolean.TRUE.equals(values.apply(row)) ? 1 << (row - start) : 0;
      }
      out.putByte(bits);
    }
  }
}
