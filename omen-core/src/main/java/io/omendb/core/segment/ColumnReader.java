package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import io.omendb.core.arrow.BatchColumn;
import io.omendb.core.arrow.ColumnBuffers;
import io.omendb.core.arrow.LittleEndian;
import io.omendb.core.arrow.Timestamps;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column from the mapped file. Immutable. */
abstract sealed class ColumnReader {
  /** One bit a row, set where there is a value; null where every row has one. */
  private final @Nullable MemorySegment validity;

  private ColumnReader(@Nullable MemorySegment validity) {
    this.validity = validity;
  }

  /** The reader of the column whose node and buffers are the file's next. */
  static ColumnReader open(SegmentFile file, Column column, int rows) {
    String name = column.name();
    long nulls = file.nextNode(name, rows);
    MemorySegment validityBuffer = file.nextBuffer(name, nulls == 0 ? 0 : bitmapLength(rows));
    MemorySegment validity = nulls == 0 ? null : validityBuffer;
    return switch (column.type()) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> new Bits(validity, file.nextBuffer(name, bitmapLength(rows)));
            case INT32 -> new Ints(validity, file.nextBuffer(name, fixed(rows, Integer.BYTES)));
            case INT64 -> new Longs(validity, file.nextBuffer(name, fixed(rows, Long.BYTES)));
            case FLOAT32 -> new Floats(validity, file.nextBuffer(name, fixed(rows, Float.BYTES)));
            case FLOAT64 -> new Doubles(validity, file.nextBuffer(name, fixed(rows, Double.BYTES)));
            case TIMESTAMP -> new Micros(validity, file.nextBuffer(name, fixed(rows, Long.BYTES)));
            case UTF8 -> new Texts(validity, Slices.open(file, name, rows));
            case BINARY -> new Binaries(validity, Slices.open(file, name, rows));
          };
      case VectorType vector -> Vectors.open(validity, file, name, rows, vector.dimension());
    };
  }

  static long bitmapLength(int rows) {
    return (rows + 7L) >>> 3;
  }

  static long fixed(int rows, int width) {
    return (long) rows * width;
  }

  static boolean bit(MemorySegment bits, int row) {
    return (bits.get(ValueLayout.JAVA_BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }

  final boolean hasNulls() {
    return validity != null;
  }

  final boolean isNull(int row) {
    return validity != null && !bit(validity, row);
  }

  /** The canonical object of a row, or null; arrays are the caller's own. */
  final @Nullable Object value(int row) {
    return isNull(row) ? null : read(row);
  }

  /** The canonical object of a row that is not null. */
  abstract Object read(int row);

  /** Adds the rows {@code from <= row < to} to a column of a batch, which has the same type. */
  void addTo(BatchColumn batch, int from, int to) {
    batch.addRange(buffers(), from, to);
  }

  /** Bytes that the values of the rows {@code from <= row < to} take, about. */
  abstract long bytes(int from, int to);

  /** The buffers as they lie in the file. */
  ColumnBuffers buffers() {
    return new ColumnBuffers(validity, data(), MemorySegment.NULL);
  }

  abstract MemorySegment data();

  static final class Bits extends ColumnReader {
    private final MemorySegment bits;

    Bits(@Nullable MemorySegment validity, MemorySegment bits) {
      super(validity);
      this.bits = bits;
    }

    @Override
    MemorySegment data() {
      return bits;
    }

    @Override
    long bytes(int from, int to) {
      return (to - from + 7L) >>> 3;
    }

    @Override
    Object read(int row) {
      return bit(bits, row);
    }
  }

  static final class Ints extends ColumnReader {
    private final MemorySegment data;

    Ints(@Nullable MemorySegment validity, MemorySegment data) {
      super(validity);
      this.data = data;
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, Integer.BYTES);
    }

    @Override
    Object read(int row) {
      return data.getAtIndex(LittleEndian.INT, row);
    }
  }

  static final class Longs extends ColumnReader {
    private final MemorySegment data;

    Longs(@Nullable MemorySegment validity, MemorySegment data) {
      super(validity);
      this.data = data;
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, Long.BYTES);
    }

    @Override
    Object read(int row) {
      return data.getAtIndex(LittleEndian.LONG, row);
    }
  }

  static final class Floats extends ColumnReader {
    private final MemorySegment data;

    Floats(@Nullable MemorySegment validity, MemorySegment data) {
      super(validity);
      this.data = data;
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, Float.BYTES);
    }

    @Override
    Object read(int row) {
      return data.getAtIndex(LittleEndian.FLOAT, row);
    }
  }

  static final class Doubles extends ColumnReader {
    private final MemorySegment data;

    Doubles(@Nullable MemorySegment validity, MemorySegment data) {
      super(validity);
      this.data = data;
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, Double.BYTES);
    }

    @Override
    Object read(int row) {
      return data.getAtIndex(LittleEndian.DOUBLE, row);
    }
  }

  static final class Micros extends ColumnReader {
    private final MemorySegment data;

    Micros(@Nullable MemorySegment validity, MemorySegment data) {
      super(validity);
      this.data = data;
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, Long.BYTES);
    }

    @Override
    Object read(int row) {
      return Timestamps.ofMicros(data.getAtIndex(LittleEndian.LONG, row));
    }
  }

  /** Values of any length, which can be found in one step and copied in another. */
  abstract static sealed class Sliced extends ColumnReader {
    private final Slices slices;

    private Sliced(@Nullable MemorySegment validity, Slices slices) {
      super(validity);
      this.slices = slices;
    }

    @Override
    ColumnBuffers buffers() {
      return new ColumnBuffers(super.buffers().validity(), slices.data(), slices.offsets());
    }

    @Override
    MemorySegment data() {
      return slices.data();
    }

    @Override
    void addTo(BatchColumn batch, int from, int to) {
      slices.check(from, to);
      super.addTo(batch, from, to);
    }

    @Override
    long bytes(int from, int to) {
      return slices.bytes(from, to);
    }

    /** Where the bytes of a row are, as {@link Slices#span} says; -1 for a null. */
    final long span(int row) {
      return isNull(row) ? -1 : slices.span(row);
    }

    /** The bytes of a row that is not null. */
    final byte[] bytes(int row) {
      return slices.bytes(slices.span(row));
    }

    /** The canonical object of a span that is not -1. */
    final Object read(long span) {
      return decode(slices.bytes(span));
    }

    @Override
    final Object read(int row) {
      return read(slices.span(row));
    }

    /** The canonical object of bytes, which it may keep. */
    abstract Object decode(byte[] bytes);
  }

  static final class Texts extends Sliced {
    Texts(@Nullable MemorySegment validity, Slices slices) {
      super(validity, slices);
    }

    @Override
    Object decode(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static final class Binaries extends Sliced {
    Binaries(@Nullable MemorySegment validity, Slices slices) {
      super(validity, slices);
    }

    @Override
    Object decode(byte[] bytes) {
      return bytes;
    }
  }

  static final class Vectors extends ColumnReader {
    private final MemorySegment data;
    private final int dimension;

    private Vectors(@Nullable MemorySegment validity, MemorySegment data, int dimension) {
      super(validity);
      this.data = data;
      this.dimension = dimension;
    }

    static Vectors open(
        @Nullable MemorySegment validity, SegmentFile file, String name, int rows, int dimension) {
      long elements = fixed(rows, dimension);
      if (file.nextNode(name, elements) != 0) {
        throw file.corrupt(-1, "vectors of column '" + name + "' have null elements");
      }
      file.nextBuffer(name, 0);
      long length = elements * Float.BYTES;
      return new Vectors(validity, file.nextBuffer(name, length).asSlice(0, length), dimension);
    }

    @Override
    MemorySegment data() {
      return data;
    }

    @Override
    long bytes(int from, int to) {
      return fixed(to - from, dimension) * Float.BYTES;
    }

    @Override
    Object read(int row) {
      float[] vector = new float[dimension];
      MemorySegment.copy(
          data, LittleEndian.FLOAT, fixed(row, dimension) * Float.BYTES, vector, 0, dimension);
      return vector;
    }
  }
}
