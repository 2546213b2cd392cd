package io.omendb.predicate;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.time.Instant;

/** A value that a predicate compares a column with. Immutable. */
public sealed interface Literal {
  /** The literal as predicate text writes it. */
  String text();

  /**
   * The literal of a Java value: {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code
   * Float}, {@code Double}, {@code String}, {@code Boolean} or {@link Instant}.
   *
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} for another type, a NaN, an infinity
   *     or a text with a lone surrogate
   */
  static Literal of(Object value) {
    return switch (value) {
      case Literal literal -> literal;
      case Byte v -> new Int64(v);
      case Short v -> new Int64(v);
      case Integer v -> new Int64(v);
      case Long v -> new Int64(v);
      case Float v -> new Float64(v);
      case Double v -> new Float64(v);
      case Boolean v -> new Bool(v);
      case String v -> new Text(v);
      case Instant v -> new Text(v.toString());
      default ->
          throw OmenException.invalid(
              "where",
              "A " + value.getClass().getSimpleName() + " cannot stand in a predicate",
              "use a whole number of 64 bits, a double, a text, a boolean or an Instant");
    };
  }

  /** A whole number. For a timestamp column: microseconds since 1970-01-01T00:00:00Z. */
  record Int64(long value) implements Literal {
    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  /** A finite number with a fraction or an exponent. */
  record Float64(double value) implements Literal {
    public Float64 {
      if (!Double.isFinite(value)) {
        throw OmenException.invalid(
            "where",
            value + " cannot stand in a predicate",
            "no comparison but != holds for a NaN; infinities are beyond 1.7976931348623157E308");
      }
    }

    @Override
    public String text() {
      return Double.toString(value);
    }
  }

  /** Text; for a timestamp column a point in time in ISO-8601. */
  record Text(String value) implements Literal {
    public Text {
      TextRules.check(value);
    }

    @Override
    public String text() {
      return TextRules.quoted(value, '\'');
    }

    /**
     * The point in time that this text says, in microseconds since 1970-01-01T00:00:00Z: {@code
     * 2026-01-31}, {@code 2026-01-31T12:00:00.5}, both in UTC, or with {@code Z} or an offset.
     *
     * @param column the column compared with, for the error
     * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} where it says none, or a finer one
     */
    public long micros(String column) {
      return TimestampText.micros(column, value);
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Literal {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }
}
