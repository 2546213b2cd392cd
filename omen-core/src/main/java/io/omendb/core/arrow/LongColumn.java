package io.omendb.core.arrow;

import java.io.IOException;
import java.util.function.IntToLongFunction;

/** 64-bit integers without nulls, never boxed. Buffers: validity (left out), values. */
final class LongColumn extends BatchColumn {
  private final IntToLongFunction values;

  LongColumn(ArrowField field, int rows, IntToLongFunction values) {
    super(field, rows);
    this.values = values;
  }

  @Override
  int nullCount() {
    return 0;
  }

  @Override
  long[] bufferLengths() {
    return new long[] {0, (long) rows * Long.BYTES};
  }

  @Override
  void writeBuffer(int buffer, ArrowOutput out) throws IOException {
    if (buffer == 0) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      out.putLong(values.applyAsLong(row));
    }
  }
}
