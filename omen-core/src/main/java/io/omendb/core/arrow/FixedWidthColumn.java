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
  /** Writes one value that is not null. */
  private interface Element {
    void write(Object value, ArrowOutput out) throws IOException;
  }

  private final Values values;
  private final int nullCount;
  private final int width;
  private final Element element;

  FixedWidthColumn(ArrowField field, int rows, Values values) {
    super(field, rows);
    this.values = values;
    this.nullCount = countNulls(rows, values);
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
      case VectorType _ -> (value, out) -> out.putFloats((float[]) value);
      case ScalarType scalar ->
          switch (scalar) {
            case INT32 -> (value, out) -> out.putInt((Integer) value);
            case INT64 -> (value, out) -> out.putLong((Long) value);
            case FLOAT32 -> (value, out) -> out.putInt(Float.floatToRawIntBits((Float) value));
            case FLOAT64 -> (value, out) -> out.putLong(Double.doubleToRawLongBits((Double) value));
            case TIMESTAMP -> (value, out) -> out.putLong(Timestamps.toMicros((Instant) value));
            case BOOL, UTF8, BINARY -> throw new AssertionError(scalar);
          };
    };
  }

  @Override
  int nullCount() {
    return nullCount;
  }

  @Override
  long childLength() {
    return field.type() instanceof VectorType vector ? (long) rows * vector.dimension() : -1;
  }

  @Override
  long[] bufferLengths() {
    long validity = validityLength(rows, nullCount);
    long body = (long) rows * width;
    return childLength() < 0 ? new long[] {validity, body} : new long[] {validity, 0, body};
  }

  @Override
  void writeBuffer(int buffer, ArrowOutput out) throws IOException {
    if (buffer == 0) {
      writeValidity(rows, nullCount, values, out);
    } else if (buffer == (childLength() < 0 ? 1 : 2)) {
      writeValues(out);
    }
  }

  private void writeValues(ArrowOutput out) throws IOException {
    for (int row = 0; row < rows; row++) {
      Object value = values.apply(row);
      if (value == null) {
        out.zeros(width);
      } else {
        element.write(value, out);
      }
    }
  }
}
