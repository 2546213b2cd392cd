package io.omendb.server.values;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column stores for a JSON value or a field of a CSV file. Binary is base64, timestamps are
 * ISO-8601 with an offset, vectors are arrays of numbers. Nothing is rounded but floats, to the
 * nearest; an int64 may be a string of its digits; nothing is guessed: a number for a text column
 * is an error that names the column.
 */
public final class ColumnValues {
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,19}");

  private ColumnValues() {}

  /**
   * The row of a JSON object.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND} or {@link ErrorCode#INVALID_VALUE}
   *     naming the column
   */
  public static Row row(Schema schema, long key, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, fromJson(column(schema, name), value)));
    return Row.of(key, values);
  }

  /** The column of that name; the error lists those there are. */
  public static Column column(Schema schema, String name) {
    return schema.columns().get(schema.ordinal(name));
  }

  /** The value of a column for what {@link JsonReader} read. */
  public static @Nullable Object fromJson(Column column, @Nullable Object json) {
    if (json == null) {
      return null;
    }
    return switch (column.type()) {
      case VectorType type -> {
        if (json instanceof List<?> elements) {
          yield vector(column, elements);
        }
        throw mismatch(column, json, "an array of " + type.dimension() + " numbers");
      }
      case ScalarType type ->
          switch (type) {
            case BOOL -> json instanceof Boolean ? json : fail(column, json, "true or false");
            case INT32 ->
                json instanceof Number
                    ? type.canonical(column.name(), json)
                    : fail(column, json, "a whole number");
            case INT64 ->
                json instanceof Number || isDigits(json)
                    ? type.canonical(column.name(), new BigDecimal(json.toString()))
                    : fail(column, json, "a whole number");
            case FLOAT32, FLOAT64 ->
                json instanceof Number
                    ? type.canonical(column.name(), json)
                    : notFinite(column, json);
            case TIMESTAMP ->
                json instanceof String text ? timestamp(column, text) : fail(column, json, ISO);
            case UTF8 -> json instanceof String ? json : fail(column, json, "a string");
            case BINARY ->
                json instanceof String text ? base64(column, text) : fail(column, json, BASE64);
          };
    };
  }

  /** Whether it is an int64 as JSON of programs has it whose numbers are doubles. */
  private static boolean isDigits(Object json) {
    return json instanceof String text && DIGITS.matcher(text).matches();
  }

  /** The value of a column for a field of a CSV file. */
  public static Object fromText(Column column, String text) {
    return switch (column.type()) {
      case VectorType type -> {
        if (text.strip().startsWith("[")
            && JsonReader.read("vector in column " + column.name(), text) instanceof List<?> list) {
          yield vector(column, list);
        }
        throw mismatch(column, text, "an array of " + type.dimension() + " numbers");
      }
      case ScalarType type ->
          switch (type) {
            case BOOL ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw mismatch(column, text, "true or false");
                };
            case INT32, INT64 -> type.canonical(column.name(), integer(column, text));
            case FLOAT32, FLOAT64 -> type.canonical(column.name(), floating(column, type, text));
            case TIMESTAMP -> timestamp(column, text);
            case UTF8 -> text;
            case BINARY -> base64(column, text);
          };
    };
  }

  private static final String ISO = "an ISO-8601 time such as 2026-01-31T12:00:00Z";
  private static final String BASE64 = "base64 text";

  private static float[] vector(Column column, List<?> elements) {
    float[] vector = new float[elements.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(elements.get(i) instanceof Number number)) {
        throw mismatch(column, elements, "an array of numbers");
      }
      vector[i] = number.floatValue();
    }
    ((VectorType) column.type()).check(column.name(), vector);
    return vector;
  }

  private static BigDecimal integer(Column column, String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw mismatch(column, text, "a whole number");
    }
  }

  private static Object floating(Column column, ScalarType type, String text) {
    try {
      // Parsed as what is stored: a double in between would round twice.
      if (type == ScalarType.FLOAT32) {
        float value = Float.parseFloat(text);
        return Float.isFinite(value) ? value : (Object) Double.parseDouble(text);
      }
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw mismatch(column, text, "a number");
    }
  }

  private static Object notFinite(Column column, Object json) {
    return switch (json instanceof String text ? text : "") {
      case "NaN" -> column.type().canonical(column.name(), Double.NaN);
      case "Infinity" -> column.type().canonical(column.name(), Double.POSITIVE_INFINITY);
      case "-Infinity" -> column.type().canonical(column.name(), Double.NEGATIVE_INFINITY);
      default -> throw mismatch(column, json, "a number");
    };
  }

  private static Instant timestamp(Column column, String text) {
    try {
      return (Instant)
          column.type().canonical(column.name(), OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException e) {
      throw mismatch(column, text, ISO);
    }
  }

  private static byte[] base64(Column column, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw mismatch(column, text, BASE64);
    }
  }

  private static Object fail(Column column, Object value, String expected) {
    throw mismatch(column, value, expected);
  }

  private static OmenException mismatch(Column column, Object value, String expected) {
    String shown = JsonWriter.write(value instanceof Number ? value.toString() : value);
    return new OmenException(
        ErrorCode.INVALID_VALUE,
        "Column '"
            + column.name()
            + "' is "
            + column.type().text()
            + " and takes "
            + expected
            + ", not "
            + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "..."),
        column.name(),
        null,
        null);
  }
}
