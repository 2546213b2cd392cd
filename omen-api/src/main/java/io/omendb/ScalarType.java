package io.omendb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The types of single values. Java values: {@code Boolean}, {@code Integer}, {@code Long}, {@code
 * Float}, {@code Double}, {@link Instant}, {@code String}, {@code byte[]}.
 *
 * <p>The ids are written into files and never change.
 */
public enum ScalarType implements ColumnType {
  /** True or false. */
  BOOL(1, "bool"),
  /** Signed 32-bit integer. */
  INT32(2, "int32"),
  /** Signed 64-bit integer. */
  INT64(3, "int64"),
  /** IEEE 754 single; NaN and infinities are legal. */
  FLOAT32(4, "float32"),
  /** IEEE 754 double; NaN and infinities are legal. */
  FLOAT64(5, "float64"),
  /** A point in time in UTC with microsecond resolution; finer parts must be zero. */
  TIMESTAMP(6, "timestamp"),
  /** Text. */
  UTF8(7, "utf8"),
  /** Bytes. */
  BINARY(8, "binary");

  private final int id;
  private final String text;

  ScalarType(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** The id written into files. */
  public int id() {
    return id;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Object canonical(String column, Object value) {
    return switch (this) {
      case BOOL -> value instanceof Boolean ? value : mismatch(column, value);
      case INT32 -> (int) integer(column, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> integer(column, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT32 -> float32(column, value);
      case FLOAT64 ->
          value instanceof Number n ? (Object) n.doubleValue() : mismatch(column, value);
      case TIMESTAMP -> timestamp(column, value);
      case UTF8 -> utf8(column, value);
      case BINARY -> binary(column, value);
    };
  }

  private Object float32(String column, Object value) {
    if (!(value instanceof Number number)) {
      return mismatch(column, value);
    }
    float narrowed = number.floatValue();
    if (Float.isInfinite(narrowed) && Double.isFinite(number.doubleValue())) {
      throw bad(column, "Column '" + column + "' is float32 and cannot hold " + value);
    }
    return narrowed;
  }

  private long integer(String column, Object value, long min, long max) {
    long number =
        switch (value) {
          case Long v -> v;
          case Integer v -> v;
          case Short v -> v;
          case Byte v -> v;
          case BigInteger v when v.bitLength() < Long.SIZE -> v.longValue();
          case BigDecimal v -> exact(column, value, v);
          case Double v when Double.isFinite(v) -> exact(column, value, new BigDecimal(v));
          case Float v when Float.isFinite(v) -> exact(column, value, new BigDecimal(v));
          default -> throw bad(column, describeMismatch(column, value));
        };
    if (number < min || number > max) {
      throw bad(
          column,
          "Column '"
              + column
              + "' is "
              + text
              + " and takes "
              + min
              + ".."
              + max
              + ", not "
              + value);
    }
    return number;
  }

  private long exact(String column, Object value, BigDecimal decimal) {
    try {
      return decimal.longValueExact();
    } catch (ArithmeticException e) {
      throw bad(column, describeMismatch(column, value));
    }
  }

  private Object timestamp(String column, Object value) {
    if (!(value instanceof Instant instant)) {
      return mismatch(column, value);
    }
    try {
      var _ = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException e) {
      throw bad(
          column, "Column '" + column + "' cannot hold " + value + ": beyond 64-bit microseconds");
    }
    if (!instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
      throw bad(
          column, "Column '" + column + "' has microsecond resolution and cannot hold " + value);
    }
    return instant;
  }

  private Object utf8(String column, Object value) {
    if (!(value instanceof String string)) {
      return mismatch(column, value);
    }
    // At most three bytes a char, so only long strings need the exact count.
    if (string.length() > Limits.MAX_VALUE_BYTES / 3) {
      checkLength(column, string.getBytes(StandardCharsets.UTF_8).length);
    }
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        int codePoint = string.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
          throw bad(
              column, "Column '" + column + "' is utf8 and the text has a lone surrogate at " + i);
        }
        i++;
      }
    }
    return string;
  }

  private Object binary(String column, Object value) {
    if (!(value instanceof byte[] bytes)) {
      return mismatch(column, value);
    }
    checkLength(column, bytes.length);
    return bytes.clone();
  }

  private static void checkLength(String column, int length) {
    if (length > Limits.MAX_VALUE_BYTES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "Column '" + column + "': " + length + " bytes, the limit is " + Limits.MAX_VALUE_BYTES,
          column,
          "split the value over several rows",
          null);
    }
  }

  private Object mismatch(String column, Object value) {
    throw bad(column, describeMismatch(column, value));
  }

  private String describeMismatch(String column, Object value) {
    String shown = value instanceof Number ? " " + value : "";
    return "Column '"
        + column
        + "' is "
        + text
        + ", not "
        + value.getClass().getSimpleName()
        + shown;
  }

  static OmenException bad(String column, String what) {
    return new OmenException(ErrorCode.INVALID_VALUE, what, column, null, null);
  }
}
