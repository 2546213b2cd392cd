package io.omendb.server.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code
 * BigDecimal} and null. Numbers keep every digit: 2^53 + 1 stays what it is. Only {@code -0.0} is a
 * {@code Double}, because a decimal has no negative zero.
 */
public final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonReader() {}

  /**
   * The one value that the text holds.
   *
   * @param what what the text is, for the error
   * @throws OmenException {@link ErrorCode#INVALID_DATA} with line and column
   */
  public static @Nullable Object read(String what, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new OmenException(ErrorCode.INVALID_DATA, "The " + what + " is empty, not JSON");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw broken(what, "something follows the value", parser);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          "The "
              + what
              + " is not JSON"
              + place(e.getLocation())
              + ": "
              + beginning(e.getOriginalMessage()),
          null,
          "write for instance '{\"name\":\"x\"}'",
          e);
    } catch (IOException e) {
      throw new AssertionError("A string cannot fail to be read", e);
    }
  }

  /**
   * The object that the text holds.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} for anything but an object
   */
  @SuppressWarnings("unchecked") // Objects are read into nothing else.
  public static Map<String, @Nullable Object> readObject(String what, String text) {
    if (read(what, text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new OmenException(
        ErrorCode.INVALID_DATA,
        "The " + what + " is JSON but not an object",
        "write for instance '{\"name\":\"x\"}'");
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new AssertionError(parser.currentToken());
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = Objects.requireNonNull(parser.currentName());
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  private static Number number(JsonParser parser) throws IOException {
    BigDecimal number = parser.getDecimalValue();
    if (number.signum() == 0 && parser.getText().startsWith("-")) {
      return -0.0;
    }
    return number;
  }

  private static OmenException broken(String what, String why, JsonParser parser) {
    return new OmenException(
        ErrorCode.INVALID_DATA,
        "The "
            + what
            + " is not JSON at line "
            + parser.currentTokenLocation().getLineNr()
            + ", column "
            + parser.currentTokenLocation().getColumnNr()
            + ": "
            + why);
  }

  /** Where it is; nothing for a limit that is exceeded, of which Jackson does not say where. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Jackson's messages go on about markers and sources; the beginning says what is wrong. */
  private static String beginning(String message) {
    return message.split("[\\n(]", 2)[0].strip();
  }
}
