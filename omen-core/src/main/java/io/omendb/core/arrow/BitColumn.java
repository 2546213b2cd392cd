package io.omendb.core.arrow;

import java.io.IOException;

/** Booleans, one bit each, zero where null. Buffers: validity, bits. For one thread. */
public final class BitColumn extends BatchColumn {
  private final GrowingBits bits = new GrowingBits();

  BitColumn(ArrowField field) {
    super(field);
  }

  /** Adds the value of the next row. */
  public void add(boolean value) {
    bits.add(value);
    added();
  }

  @Override
  void put(Object value) {
    bits.add((Boolean) value);
  }

  @Override
  void putRange(ColumnBuffers column, int from, int to) {
    bits.addRange(column.data(), from, to);
  }

  @Override
  void putNull() {
    bits.add(false);
  }

  @Override
  long dataBytes() {
    return bits.length();
  }

  @Override
  public void clear() {
    super.clear();
    bits.clear();
  }

  @Override
  long[] bufferLengths() {
    return new long[] {validityLength(), bits.length()};
  }

  @Override
  void writeData(int buffer, ArrowOutput out) throws IOException {
    bits.writeTo(out);
  }
}
