package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.Limits;
import io.omendb.Metric;
import io.omendb.ScalarType;
import io.omendb.VectorType;
import io.omendb.core.arrow.BytesDecoders.Fixed;
import io.omendb.core.arrow.BytesDecoders.Variable;
import io.omendb.core.arrow.BytesDecoders.Views;
import io.omendb.core.arrow.NestedDecoders.FixedLists;
import io.omendb.core.arrow.NestedDecoders.Nulls;
import io.omendb.core.arrow.NestedDecoders.VariableLists;
import io.omendb.core.arrow.NumberDecoders.Bools;
import io.omendb.core.arrow.NumberDecoders.Doubles;
import io.omendb.core.arrow.NumberDecoders.Floats;
import io.omendb.core.arrow.NumberDecoders.Integers;
import io.omendb.core.arrow.NumberDecoders.Times;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which decoder reads a field of foreign Arrow data. Types widen to the next column type that holds
 * every value; a type without one is refused by name.
 */
final class ArrowTypes {
  private ArrowTypes() {}

  /**
   * The decoder of a field, its dictionary encoding left aside.
   *
   * @param target the column that the values are for, or null where there is none yet
   */
  static ArrowDecoder decoder(Field field, String name, @Nullable Column target) {
    return switch (field.typeType()) {
      case Type.Bool -> new Bools(name);
      case Type.Int -> integers(field, name);
      case Type.FloatingPoint -> floats(field, name);
      case Type.Timestamp -> timestamps(field, name);
      case Type.Date -> dates(field, name);
      case Type.Utf8 -> new Variable(name, ScalarType.UTF8, false);
      case Type.LargeUtf8 -> new Variable(name, ScalarType.UTF8, true);
      case Type.Utf8View -> new Views(name, ScalarType.UTF8);
      case Type.Binary -> new Variable(name, ScalarType.BINARY, false);
      case Type.LargeBinary -> new Variable(name, ScalarType.BINARY, true);
      case Type.BinaryView -> new Views(name, ScalarType.BINARY);
      case Type.FixedSizeBinary -> fixedBinary(field, name);
      case Type.FixedSizeList -> fixedList(field, name, target);
      case Type.List -> variableList(field, name, target, false);
      case Type.LargeList -> variableList(field, name, target, true);
      case Type.Null -> nulls(field, name, target);
      default -> throw unsupported(field, name, null);
    };
  }

  static Integers integers(Field field, String name) {
    if (field.type(new Int()) instanceof Int type) {
      return integers(type, name);
    }
    throw InvalidArrow.data("field '" + name + "' has no type");
  }

  static Integers integers(Int type, String name) {
    int bits = type.bitWidth();
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw InvalidArrow.data("field '" + name + "' has integers of " + bits + " bits");
    }
    return new Integers(name, bits, type.isSigned());
  }

  private static ArrowDecoder floats(Field field, String name) {
    short precision =
        field.type(new FloatingPoint()) instanceof FloatingPoint type ? type.precision() : -1;
    return switch (precision) {
      case Precision.SINGLE -> new Floats(name);
      case Precision.DOUBLE -> new Doubles(name);
      default -> throw unsupported(field, name, "convert it to float32");
    };
  }

  private static ArrowDecoder timestamps(Field field, String name) {
    short unit = field.type(new Timestamp()) instanceof Timestamp type ? type.unit() : -1;
    return switch (unit) {
      case TimeUnit.SECOND -> Times.of(name, 1_000_000);
      case TimeUnit.MILLISECOND -> Times.of(name, 1_000);
      case TimeUnit.MICROSECOND -> Times.of(name, 1);
      case TimeUnit.NANOSECOND -> Times.ofNanos(name);
      default -> throw unsupported(field, name, null);
    };
  }

  private static ArrowDecoder dates(Field field, String name) {
    short unit = field.type(new Date()) instanceof Date type ? type.unit() : -1;
    return switch (unit) {
      case DateUnit.DAY -> Times.ofDays(name);
      case DateUnit.MILLISECOND -> Times.of(name, 1_000);
      default -> throw unsupported(field, name, null);
    };
  }

  private static ArrowDecoder fixedBinary(Field field, String name) {
    int width =
        field.type(new FixedSizeBinary()) instanceof FixedSizeBinary type ? type.byteWidth() : -1;
    if (width < 0 || width > Limits.MAX_VALUE_BYTES) {
      throw InvalidArrow.data("field '" + name + "' has values of " + width + " bytes");
    }
    return new Fixed(name, width);
  }

  private static ArrowDecoder fixedList(Field field, String name, @Nullable Column target) {
    int dimension =
        field.type(new FixedSizeList()) instanceof FixedSizeList type ? type.listSize() : -1;
    if (dimension < 1 || dimension > Limits.MAX_DIMENSION) {
      throw InvalidArrow.field(
          name,
          "has lists of " + dimension + " elements, a vector has 1.." + Limits.MAX_DIMENSION,
          null);
    }
    return new FixedLists(
        name, new VectorType(dimension, metric(field, target)), items(field, name));
  }

  /** Lists of any length are vectors only where the target column says of which dimension. */
  private static ArrowDecoder variableList(
      Field field, String name, @Nullable Column target, boolean wide) {
    if (target != null && target.type() instanceof VectorType type) {
      return new VariableLists(name, type, items(field, name), wide);
    }
    throw unsupported(
        field, name, "convert it to fixed_size_list, or import into a collection with a vector");
  }

  private static ArrowDecoder items(Field field, String name) {
    Field item = field.childrenLength() == 1 ? field.children(0) : null;
    if (item == null || item.typeType() != Type.FloatingPoint || item.dictionary() != null) {
      throw InvalidArrow.field(name, "has lists of something else than float32 or float64", null);
    }
    return floats(item, name);
  }

  private static Metric metric(Field field, @Nullable Column target) {
    if (target != null && target.type() instanceof VectorType type) {
      return type.metric();
    }
    String metric =
        KeyValues.find(field::customMetadata, field.customMetadataLength(), ArrowNames.METRIC);
    return metric == null ? Metric.L2 : Metric.parse(metric);
  }

  private static ArrowDecoder nulls(Field field, String name, @Nullable Column target) {
    if (target == null) {
      throw unsupported(field, name, "leave it out, or give it a type");
    }
    return new Nulls(name, target.type());
  }

  private static RuntimeException unsupported(Field field, String name, @Nullable String remedy) {
    return InvalidArrow.field(
        name, "is of type " + describe(field) + ", which no column type holds", remedy);
  }

  private static String describe(Field field) {
    byte id = field.typeType();
    return id >= 0 && id < Type.names.length ? Type.name(id) : "number " + id;
  }
}
