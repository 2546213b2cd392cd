package io.omendb.core.arrow;

import io.omendb.ColumnType;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import java.io.IOException;
import java.time.Instant;

/**
 * Numbers, timestamps and vectors, zero where null. Buffers: validity, values; for vectors:
 * validity, the child's validity (left out), the child's values.
 */
final class FixedWidthColumn extends BatchColumn {
  /** Adds one value that is not null. */
  private interface Element {
    void put(Object value, GrowingBytes values);
  }

  private final GrowingBytes values = new GrowingBytes();
  private final int width;
  private final Element element;

  FixedWidthColumn(ArrowField field) {
    super(field);
    this.width = width(field.type());
    this.element = element(field.type());
  }

  private static int width(ColumnType type) {
    return switch (type) {
      case VectorType vector -> vector.dimension() * Float.BYTES;
      case ScalarType scalar ->
          switch (scalar) {
            case INT32, FLOAT32 -> Integer.BYTES;
            case INT64, FLOAT64, TIMESTAMP -> Long.BYTES;
            case BOOL, UTF8, BINARY -> throw new AssertionError(scalar);
          };
    };
  }

  private static Element element(ColumnType type) {
    return switch (type) {
      case VectorType _ -> (value, values) -> values.putFloats((float[]) value);
      case ScalarType scalar ->
          switch (scalar) {
            case INT32 -> (value, values) -> values.putInt((Integer) value);
            case INT64 -> (value, values) -> values.putLong((Long) value);
            case FLOAT32 ->
                (value, values) -> values.putInt(Float.floatToRawIntBits((Float) value));
            case FLOAT64 ->
                (value, values) -> values.putLong(Double.doubleToRawLongBits((Double) value));
            case TIMESTAMP ->
                (value, values) -> values.putLong(Timestamps.toMicros((Instant) value));
            case BOOL, UTF8, BINARY -> throw new AssertionError(scalar);
          };
    };
  }

  @Override
  void put(Object value) {
    element.put(value, values);
  }

  @Override
  void putRange(ColumnBuffers column, int from, int to) {
    values.put(column.data(), (long) from * width, (long) (to - from) * width);
  }

  @Override
  void putNull() {
    if (width == Long.BYTES && childLength() < 0) {
      values.putLong(0);
    } else {
      values.putZeros(width);
    }
  }

  @Override
  long dataBytes() {
    return values.length();
  }

  @Override
  public void clear() {
    super.clear();
    values.clear();
  }

  @Override
  long childLength() {
    return field.type() instanceof VectorType vector ? (long) rows() * vector.dimension() : -1;
  }

  @Override
  long[] bufferLengths() {
    return childLength() < 0
        ? new long[] {validityLength(), values.length()}
        : new long[] {validityLength(), 0, values.length()};
  }

  @Override
  void writeData(int buffer, ArrowOutput out) throws IOException {
    if (buffer == (childLength() < 0 ? 1 : 2)) {
      values.writeTo(out);
    }
  }
}
