package io.omendb.server.http;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.SearchMode;
import io.omendb.predicate.Predicate;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.values.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a request, read as what they should be; every error names the field. Numbers
 * may be written as strings, for not every client has integers of 64 bits. Null is as good as
 * absent. For one thread.
 */
final class Fields {
  private final Map<String, @Nullable Object> values;
  private final String prefix;

  /**
   * Fields of an object.
   *
   * @param values what {@link io.omendb.server.values.JsonReader} read, or strings of a query
   * @param prefix what stands before the name of a field in an error, such as {@code rows[3].}
   * @param params those there may be, and those there must be
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} naming the field
   */
  Fields(Map<String, @Nullable Object> values, String prefix, List<Param> params) {
    this.values = values;
    this.prefix = prefix;
    List<String> known = params.stream().map(Param::name).toList();
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw OmenException.invalid(
            prefix + Names.printable(name),
            "No field named '" + Names.printable(name) + "' is taken here",
            known.isEmpty() ? "leave it out" : "those there are: " + String.join(", ", known));
      }
    }
    for (Param param : params) {
      if (param.required() && values.get(param.name()) == null) {
        throw OmenException.invalid(
            prefix + param.name(), prefix + param.name() + " is required", null);
      }
    }
  }

  /** What errors call a field. */
  String path(String name) {
    return prefix + name;
  }

  /** Whether the field is there. */
  boolean has(String name) {
    return values.get(name) != null;
  }

  String text(String name) {
    if (values.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a string");
  }

  @Nullable Long optionalLong(String name) {
    Object value = values.get(name);
    return value == null ? null : Long.valueOf(toLong(prefix + name, value));
  }

  long requiredLong(String name) {
    return toLong(prefix + name, values.get(name));
  }

  /** An int32, or the value for where there is none. */
  int integer(String name, int absent) {
    Long value = optionalLong(name);
    if (value != null && value != value.intValue()) {
      throw OmenException.invalid(
          prefix + name,
          prefix + name + " is " + value + ", must be in -2147483648..2147483647",
          null);
    }
    return value == null ? absent : value.intValue();
  }

  double number(String name, double absent) {
    Object value = values.get(name);
    try {
      return switch (value) {
        case null -> absent;
        case Number number -> number.doubleValue();
        case String text -> Double.parseDouble(text);
        default -> throw wrong(name, "a number");
      };
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
  }

  boolean flag(String name) {
    return switch (values.get(name)) {
      case null -> false;
      case Boolean truth -> truth;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  /** The elements of an array; none where it is absent. */
  List<?> list(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw wrong(name, "an array");
    };
  }

  /** An object of an array. */
  @SuppressWarnings("unchecked") // Objects are read into maps from strings.
  Map<String, @Nullable Object> object(String name, int index, @Nullable Object element) {
    if (element instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw mismatch(prefix + name + "[" + index + "]", element, "an object");
  }

  /** Keys that are read or written, as many as the bounds allow. */
  long[] keys(String name, RequestBounds bounds, int limit) {
    bounds.checkRows(prefix + name, name, list(name).size());
    return keys(name, limit);
  }

  long[] keys(String name, int limit) {
    List<?> elements = limited(name, list(name), limit);
    long[] keys = new long[elements.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = toLong(prefix + name + "[" + i + "]", elements.get(i));
    }
    return keys;
  }

  <T> List<T> limited(String name, List<T> elements, int limit) {
    if (elements.size() > limit) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          elements.size() + " " + name + ", the limit of one request is " + limit,
          prefix + name,
          "split the request",
          null);
    }
    return elements;
  }

  float[] vector(String name) {
    List<?> elements = list(name);
    float[] vector = new float[elements.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(elements.get(i) instanceof Number number)) {
        throw mismatch(prefix + name + "[" + i + "]", elements.get(i), "a number");
      }
      vector[i] = number.floatValue();
    }
    return vector;
  }

  /** Names in an array, or in one string with commas; null where they are absent. */
  @Nullable List<String> names(String name) {
    Object value = values.get(name);
    if (value instanceof String text) {
      return List.of(text.split(",", -1));
    }
    if (value == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name, "an array of strings");
      }
      names.add(text);
    }
    return names;
  }

  /** The keys from {@code from} up to and without {@code to}. */
  KeyRange keyRange() {
    return KeyRange.between(optionalLong("from"), optionalLong("to"));
  }

  @Nullable Predicate where(RequestBounds bounds) {
    if (!has("where")) {
      return null;
    }
    String text = text("where");
    bounds.checkPredicate(prefix + "where", text);
    return Predicate.parse(text);
  }

  /** The durability asked for; null where the configured one is meant. */
  @Nullable Durability durability() {
    return has("durability") ? constant("durability", Durability.values()) : null;
  }

  SearchMode mode() {
    return has("mode") ? constant("mode", SearchMode.values()) : SearchMode.AUTO;
  }

  private <E extends Enum<E>> E constant(String name, E[] constants) {
    String text = text(name);
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw mismatch(
        prefix + name,
        text,
        "one of "
            + Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  /** An int64 out of a number or its digits. */
  static long toLong(String field, @Nullable Object value) {
    try {
      return switch (value) {
        case BigDecimal number -> number.longValueExact();
        case String digits -> Long.parseLong(digits);
        case Double zero -> 0L; // JSON's -0, which no decimal can be
        case null, default -> throw mismatch(field, value, "an int64");
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw mismatch(field, value, "an int64");
    }
  }

  private OmenException wrong(String name, String expected) {
    return mismatch(prefix + name, values.get(name), expected);
  }

  private static OmenException mismatch(String field, @Nullable Object value, String expected) {
    String shown = value instanceof Number ? value.toString() : JsonWriter.write(value);
    return OmenException.invalid(
        field, field + " is " + Names.printable(shown) + ", must be " + expected, null);
  }
}
