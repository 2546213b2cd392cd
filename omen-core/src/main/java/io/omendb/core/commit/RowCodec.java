package io.omendb.core.commit;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canonical values of one schema to bytes and back: a bit per column that says whether it is null,
 * then the values that are not, in column order. Immutable.
 */
final class RowCodec {
  private final List<Column> columns;

  RowCodec(Schema schema) {
    this.columns = schema.columns();
  }

  void write(RecordWriter out, @Nullable Object[] values) {
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

  @Nullable Object[] read(RecordReader in) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    byte[] present = new byte[(values.length + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < present.length; i++) {
      present[i] = (byte) in.getByte();
    }
    for (int i = 0; i < values.length; i++) {
      if ((present[i / Byte.SIZE] >> (i % Byte.SIZE) & 1) != 0) {
        values[i] = readValue(in, columns.get(i));
      }
    }
    return values;
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
