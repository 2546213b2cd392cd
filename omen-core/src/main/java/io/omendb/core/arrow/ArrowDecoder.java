package io.omendb.core.arrow;

import io.omendb.ColumnType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.flatbuf.FieldNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one field of foreign Arrow data, one record batch after the other. What
 * {@link #load} has accepted can be read without a further check. For one thread.
 */
abstract class ArrowDecoder {
  final String field;
  private final ColumnType type;
  private @Nullable MemorySegment validity;
  private long length;

  ArrowDecoder(String field, ColumnType type) {
    this.field = field;
    this.type = type;
  }

  /** The column type that holds every value. */
  final ColumnType type() {
    return type;
  }

  /** Elements of the present batch. */
  long length() {
    return length;
  }

  /** Whether any element of the present batch may be null. */
  final boolean hasNulls() {
    return validity != null;
  }

  /** Takes this field's node and buffers. */
  void load(BatchBuffers buffers) {
    FieldNode node = buffers.node(field);
    long nullCount = node.nullCount();
    length = node.length();
    if (length > Integer.MAX_VALUE) {
      throw InvalidArrow.data("field '" + field + "' has " + length + " elements");
    }
    MemorySegment bits = buffers.buffer(field, nullCount == 0 ? 0 : (length + 7) >>> 3);
    validity = nullCount == 0 ? null : bits;
    loadValues(buffers, (int) length);
  }

  /** Takes the buffers after the validity bitmap. */
  abstract void loadValues(BatchBuffers buffers, int count);

  /** The value of an element that is not null. */
  abstract Object value(int row);

  boolean isNull(int row) {
    return validity != null && !bit(validity, row);
  }

  final @Nullable Object get(int row) {
    return isNull(row) ? null : value(row);
  }

  static boolean bit(MemorySegment bits, int row) {
    return (bits.get(ValueLayout.JAVA_BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }
}
