package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Text and bytes. Buffers: validity, 32-bit offsets (one more than rows), data. */
final class VariableWidthColumn extends BatchColumn {
  private final GrowingBytes offsets = new GrowingBytes();
  private final GrowingBytes data = new GrowingBytes();

  VariableWidthColumn(ArrowField field) {
    super(field);
    offsets.putInt(0);
  }

  @Override
  void put(Object value) {
    byte[] bytes =
        value instanceof byte[] binary ? binary : ((String) value).getBytes(StandardCharsets.UTF_8);
    checkLength(bytes.length);
    data.put(bytes);
    offsets.putInt((int) data.length());
  }

  @Override
  void putRange(ColumnBuffers column, int from, int to) {
    MemorySegment starts = column.offsets();
    int start = starts.getAtIndex(LittleEndian.INT, from);
    int length = starts.getAtIndex(LittleEndian.INT, to) - start;
    checkLength(length);
    offsets.putSums(starts, from + 1, to + 1, (int) data.length() - start);
    data.put(column.data(), start, length);
  }

  private void checkLength(int more) {
    if (data.length() + more > Integer.MAX_VALUE) {
      throw tooLong();
    }
  }

  private OmenException tooLong() {
    return new OmenException(
        ErrorCode.LIMIT_EXCEEDED,
        "Column '" + field.name() + "' passes " + Integer.MAX_VALUE + " bytes at row " + rows(),
        field.name(),
        "write fewer rows to one record batch",
        null);
  }

  @Override
  void putNull() {
    offsets.putInt((int) data.length());
  }

  @Override
  long dataBytes() {
    return offsets.length() + data.length();
  }

  @Override
  public void clear() {
    super.clear();
    offsets.clear();
    data.clear();
    offsets.putInt(0);
  }

  @Override
  long[] bufferLengths() {
    return new long[] {validityLength(), offsets.length(), data.length()};
  }

  @Override
  void writeData(int buffer, ArrowOutput out) throws IOException {
    (buffer == 1 ? offsets : data).writeTo(out);
  }
}
