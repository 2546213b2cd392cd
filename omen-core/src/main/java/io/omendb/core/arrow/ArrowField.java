package io.omendb.core.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.omendb.Column;
import io.omendb.ColumnType;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * An Arrow field that OmenDB writes: how each column type looks in Arrow's schema, in both
 * directions.
 *
 * @param name the column's name
 * @param type the column's type
 * @param nullable whether the Arrow field admits nulls
 * @param metadata names and values of the field's metadata
 */
public record ArrowField(
    String name, ColumnType type, boolean nullable, Map<String, String> metadata) {

  private static final String UTC = "UTC";

  /** A field that is never null and carries no metadata. */
  public static ArrowField required(String name, ColumnType type) {
    return new ArrowField(name, type, false, Map.of());
  }

  /**
   * The field of a collection's column.
   *
   * @param nullable whether the Arrow field admits nulls, which a segment's always does
   */
  public static ArrowField of(Column column, boolean nullable) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!column.nullable()) {
      metadata.put(ArrowNames.NOT_NULL, "true");
    }
    if (column.type() instanceof VectorType vector) {
      metadata.put(ArrowNames.METRIC, vector.metric().text());
    }
    return new ArrowField(column.name(), column.type(), nullable, metadata);
  }

  /** Appends the field to a flatbuffer and returns its offset there. */
  int write(FlatBufferBuilder builder) {
    int[] children = {};
    if (type instanceof VectorType) {
      children = new int[] {required(ArrowNames.VECTOR_ITEM, ScalarType.FLOAT32).write(builder)};
    }
    int nameOffset = builder.createString(name);
    int childrenOffset = Field.createChildrenVector(builder, children);
    int metadataOffset =
        metadata.isEmpty()
            ? 0
            : Field.createCustomMetadataVector(
                builder, ArrowMetadata.writeKeyValues(builder, metadata));
    byte typeId = typeId(type);
    int typeOffset = writeType(builder);
    return Field.createField(
        builder, nameOffset, nullable, typeId, typeOffset, 0, childrenOffset, metadataOffset);
  }

  private int writeType(FlatBufferBuilder builder) {
    return switch (type) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> empty(builder);
            case INT32 -> Int.createInt(builder, 32, true);
            case INT64 -> Int.createInt(builder, 64, true);
            case FLOAT32 -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case FLOAT64 -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case TIMESTAMP ->
                Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString(UTC));
            case UTF8, BINARY -> empty(builder);
          };
      case VectorType vector -> FixedSizeList.createFixedSizeList(builder, vector.dimension());
    };
  }

  /** Bool, Utf8 and Binary are tables without fields. */
  private static int empty(FlatBufferBuilder builder) {
    builder.startTable(0);
    return builder.endTable();
  }

  private static byte typeId(ColumnType type) {
    return switch (type) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> Type.Bool;
            case INT32, INT64 -> Type.Int;
            case FLOAT32, FLOAT64 -> Type.FloatingPoint;
            case TIMESTAMP -> Type.Timestamp;
            case UTF8 -> Type.Utf8;
            case BINARY -> Type.Binary;
          };
      case VectorType _ -> Type.FixedSizeList;
    };
  }

  /** Whether an Arrow field has this field's name and, bit for bit, its physical type. */
  public boolean matches(Field field) {
    if (!name.equals(field.name())
        || field.typeType() != typeId(type)
        || field.dictionary() != null) {
      return false;
    }
    return switch (type) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL, UTF8, BINARY -> true;
            case INT32 -> isSigned(field, 32);
            case INT64 -> isSigned(field, 64);
            case FLOAT32 -> hasPrecision(field, Precision.SINGLE);
            case FLOAT64 -> hasPrecision(field, Precision.DOUBLE);
            case TIMESTAMP -> isMicrosecondsUtc(field);
          };
      case VectorType vector -> isVector(field, vector.dimension());
    };
  }

  private static boolean isSigned(Field field, int bits) {
    return field.type(new Int()) instanceof Int type && type.bitWidth() == bits && type.isSigned();
  }

  private static boolean hasPrecision(Field field, short precision) {
    return field.type(new FloatingPoint()) instanceof FloatingPoint type
        && type.precision() == precision;
  }

  private static boolean isMicrosecondsUtc(Field field) {
    return field.type(new Timestamp()) instanceof Timestamp type
        && type.unit() == TimeUnit.MICROSECOND
        && UTC.equals(type.timezone());
  }

  private static boolean isVector(Field field, int dimension) {
    @Nullable Field item = field.childrenLength() == 1 ? field.children(0) : null;
    return item != null
        && field.type(new FixedSizeList()) instanceof FixedSizeList type
        && type.listSize() == dimension
        && required(ArrowNames.VECTOR_ITEM, ScalarType.FLOAT32).matches(item);
  }
}
