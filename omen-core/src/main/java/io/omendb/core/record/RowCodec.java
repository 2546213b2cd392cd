package io.omendb.core.record;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canonical values of one schema to bytes and back: a bit per column that says whether it is null,
 * then the values that are not, in column order. Immutable.
 */
public final class RowCodec {
  private final List<Column> columns;

  /** A codec of rows of a schema. */
  public RowCodec(Schema schema) {
    this.columns = schema.columns();
  }

  /** Appends values, canonical and in schema order. */
  public void write(RecordWriter out, @Nullable Object[] values) {
    for (int i = 0; i < values.length; i += Byte.SIZE) {
      int present = 0;
      for (int bit = 0; bit < Byte.SIZE && i + bit < values.length; bit++) {
        present |= values[i + bit] == null ? 0 : 1 << bit;
      }
      out.putByte(present);
    }
    for (Object value : values) {
      if (value != null) {
        writeValue(out, value);
      }
    }
  }

  private static void writeValue(RecordWriter out, Object value) {
    switch (value) {
      case Boolean v -> out.putByte(v ? 1 : 0);
      case Integer v -> out.putInt(v);
      case Long v -> out.putLong(v);
      case Float v -> out.putInt(Float.floatToRawIntBits(v));
      case Double v -> out.putLong(Double.doubleToRawLongBits(v));
      case Instant v -> out.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, v));
      case String v -> out.putString(v);
      case byte[] v -> out.putBytes(v);
      case float[] v -> out.putFloats(v);
      default -> throw new AssertionError("not canonical: " + value.getClass());
    }
  }

  /** Reads the values of a row, arrays of its own, in schema order. */
  public @Nullable Object[] read(RecordReader in) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    byte[] present = present(in);
    for (int i = 0; i < values.length; i++) {
      if (isPresent(present, i)) {
        values[i] = readValue(in, columns.get(i));
      }
    }
    return values;
  }

  /**
   * Reads some of the values of a row.
   *
   * @param ordinals positions in the schema, each once
   * @return the values in their order, arrays of their own
   */
  public @Nullable Object[] read(RecordReader in, int[] ordinals) {
    @Nullable Object[] values = new @Nullable Object[ordinals.length];
    int[] placeOf = new int[columns.size()];
    int last = -1;
    for (int i = 0; i < ordinals.length; i++) {
      placeOf[ordinals[i]] = i + 1;
      last = Math.max(last, ordinals[i]);
    }
    byte[] present = present(in);
    for (int i = 0; i <= last; i++) {
      if (!isPresent(present, i)) {
        continue;
      }
      if (placeOf[i] == 0) {
        skipValue(in, columns.get(i));
      } else {
        values[placeOf[i] - 1] = readValue(in, columns.get(i));
      }
    }
    return values;
  }

  /**
   * Reads a vector and nothing else.
   *
   * @param into as long as the column's dimension
   * @return whether there is one: what was in {@code into} stays where it is null
   */
  public boolean readVector(RecordReader in, int column, float[] into) {
    byte[] present = present(in);
    if (!isPresent(present, column)) {
      return false;
    }
    for (int i = 0; i < column; i++) {
      if (isPresent(present, i)) {
        skipValue(in, columns.get(i));
      }
    }
    in.getFloats(into);
    return true;
  }

  private byte[] present(RecordReader in) {
    byte[] present = new byte[(columns.size() + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < present.length; i++) {
      present[i] = (byte) in.getByte();
    }
    return present;
  }

  private static boolean isPresent(byte[] present, int column) {
    return (present[column / Byte.SIZE] >> (column % Byte.SIZE) & 1) != 0;
  }

  private static void skipValue(RecordReader in, Column column) {
    switch (column.type()) {
      case VectorType _ -> in.skip(in.getCount(Float.BYTES) * Float.BYTES);
      case ScalarType type -> {
        switch (type) {
          case BOOL -> in.skip(1);
          case INT32, FLOAT32 -> in.skip(Integer.BYTES);
          case INT64, FLOAT64, TIMESTAMP -> in.skip(Long.BYTES);
          case UTF8, BINARY -> in.skip(in.getCount(1));
        }
      }
    }
  }

  private static Object readValue(RecordReader in, Column column) {
    return switch (column.type()) {
      case VectorType type -> vector(in, type);
      case ScalarType type ->
          switch (type) {
            case BOOL -> in.getByte() != 0;
            case INT32 -> in.getInt();
            case INT64 -> in.getLong();
            case FLOAT32 -> Float.intBitsToFloat(in.getInt());
            case FLOAT64 -> Double.longBitsToDouble(in.getLong());
            case TIMESTAMP -> Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
            case UTF8 -> in.getString();
            case BINARY -> in.getBytes();
          };
    };
  }

  private static float[] vector(RecordReader in, VectorType type) {
    float[] vector = in.getFloats();
    if (vector.length != type.dimension()) {
      throw in.corrupt("a vector of dimension " + vector.length + ", not " + type.dimension());
    }
    return vector;
  }
}
