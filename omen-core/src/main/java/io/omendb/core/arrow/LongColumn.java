package io.omendb.core.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * 64-bit integers without nulls, never boxed, and in one piece, so that an index can be trained
 * over them where they are. Buffers: validity (left out), values. For one thread.
 */
public final class LongColumn extends BatchColumn {
  private static final int FIRST_ROWS = 128;

  private long[] values = new long[FIRST_ROWS];

  LongColumn(ArrowField field) {
    super(field);
  }

  /** Adds the value of the next row. */
  public void add(long value) {
    int row = rows();
    if (row == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(row, 2));
    }
    values[row] = value;
    added();
  }

  /** The value of a row. */
  public long get(int row) {
    return values[row];
  }

  /** All values, which the next change of the column may change. */
  public MemorySegment values() {
    return MemorySegment.ofArray(values).asSlice(0, dataBytes());
  }

  @Override
  void put(Object value) {
    throw new AssertionError("boxed");
  }

  @Override
  void putRange(ColumnBuffers column, int from, int to) {
    int row = rows();
    int end = Math.addExact(row, to - from);
    if (end > values.length) {
      values = Arrays.copyOf(values, Math.max(end, Math.multiplyExact(values.length, 2)));
    }
    MemorySegment.copy(
        column.data(), LittleEndian.LONG, (long) from * Long.BYTES, values, row, to - from);
  }

  @Override
  void putNull() {
    throw new AssertionError("null");
  }

  @Override
  long dataBytes() {
    return (long) rows() * Long.BYTES;
  }

  @Override
  long[] bufferLengths() {
    return new long[] {0, dataBytes()};
  }

  @Override
  void writeData(int buffer, ArrowOutput out) throws IOException {
    out.putLongs(values, rows());
  }
}
