package io.omendb.core.arrow;

import io.omendb.ColumnType;
import io.omendb.ScalarType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Decoders of the fixed-width types. */
final class NumberDecoders {
  private NumberDecoders() {}

  /** A field with one buffer of {@code width} bytes an element. */
  abstract static class FixedWidth extends ArrowDecoder {
    private final int width;
    MemorySegment data = MemorySegment.NULL;

    FixedWidth(String field, ColumnType type, int width) {
      super(field, type);
      this.width = width;
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      data = buffers.buffer(field, (long) count * width);
    }
  }

  static final class Bools extends ArrowDecoder {
    private MemorySegment bits = MemorySegment.NULL;

    Bools(String field) {
      super(field, ScalarType.BOOL);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      bits = buffers.buffer(field, (count + 7L) >>> 3);
    }

    @Override
    Object value(int row) {
      return bit(bits, row);
    }
  }

  /** Integers of any width; what does not fit int32 by its type is read as int64. */
  static final class Integers extends FixedWidth {
    private final int bits;
    private final boolean signed;

    Integers(String field, int bits, boolean signed) {
      super(
          field,
          bits < 32 || (bits == 32 && signed) ? ScalarType.INT32 : ScalarType.INT64,
          bits / Byte.SIZE);
      this.bits = bits;
      this.signed = signed;
    }

    @Override
    Object value(int row) {
      // No conditional expression: it would widen the Integer.
      if (type() == ScalarType.INT32) {
        return (int) longValue(row);
      }
      return longValue(row);
    }

    long longValue(int row) {
      return switch (bits) {
        case 8 -> {
          byte value = data.get(ValueLayout.JAVA_BYTE, row);
          yield signed ? value : Byte.toUnsignedLong(value);
        }
        case 16 -> {
          short value = data.getAtIndex(LittleEndian.SHORT, row);
          yield signed ? value : Short.toUnsignedLong(value);
        }
        case 32 -> {
          int value = data.getAtIndex(LittleEndian.INT, row);
          yield signed ? value : Integer.toUnsignedLong(value);
        }
        default -> {
          long value = data.getAtIndex(LittleEndian.LONG, row);
          if (!signed && value < 0) {
            throw InvalidArrow.field(
                field,
                "holds the uint64 " + Long.toUnsignedString(value) + ", which does not fit int64",
                null);
          }
          yield value;
        }
      };
    }
  }

  static final class Floats extends FixedWidth {
    Floats(String field) {
      super(field, ScalarType.FLOAT32, Float.BYTES);
    }

    /** Copies elements without boxing them. */
    void copyTo(int start, float[] elements) {
      MemorySegment.copy(
          data, LittleEndian.FLOAT, (long) start * Float.BYTES, elements, 0, elements.length);
    }

    @Override
    Object value(int row) {
      return data.getAtIndex(LittleEndian.FLOAT, row);
    }
  }

  static final class Doubles extends FixedWidth {
    Doubles(String field) {
      super(field, ScalarType.FLOAT64, Double.BYTES);
    }

    @Override
    Object value(int row) {
      return data.getAtIndex(LittleEndian.DOUBLE, row);
    }
  }

  /** Timestamps and dates: a count of some unit since the epoch. */
  static final class Times extends FixedWidth {
    private final boolean wide;
    private final long microsPerUnit;
    private final long unitsPerMicro;

    private Times(String field, boolean wide, long microsPerUnit, long unitsPerMicro) {
      super(field, ScalarType.TIMESTAMP, wide ? Long.BYTES : Integer.BYTES);
      this.wide = wide;
      this.microsPerUnit = microsPerUnit;
      this.unitsPerMicro = unitsPerMicro;
    }

    /** 64-bit counts of a unit of one or more microseconds. */
    static Times of(String field, long microsPerUnit) {
      return new Times(field, true, microsPerUnit, 1);
    }

    static Times ofNanos(String field) {
      return new Times(field, true, 1, 1_000);
    }

    /** 32-bit counts of days. */
    static Times ofDays(String field) {
      return new Times(field, false, 86_400_000_000L, 1);
    }

    @Override
    Object value(int row) {
      long count =
          wide ? data.getAtIndex(LittleEndian.LONG, row) : data.getAtIndex(LittleEndian.INT, row);
      if (count % unitsPerMicro != 0) {
        throw InvalidArrow.field(
            field,
            "holds " + count + " ns, finer than a microsecond",
            "round the timestamps to microseconds");
      }
      try {
        return Timestamps.ofMicros(Math.multiplyExact(count / unitsPerMicro, microsPerUnit));
      } catch (ArithmeticException e) {
        throw InvalidArrow.field(
            field, "holds a time " + count + " that is beyond 64-bit microseconds", null);
      }
    }
  }
}
