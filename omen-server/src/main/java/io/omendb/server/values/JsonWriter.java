package io.omendb.server.values;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.omendb.OmenException;
import io.omendb.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON: integers as integers, binary as base64, timestamps as ISO-8601, vectors as
 * arrays, rows as objects with {@code key} first. NaN and the infinities, which JSON does not know,
 * are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private JsonWriter() {}

  /** The value as one line of JSON. */
  public static String write(@Nullable Object value) {
    StringWriter text = new StringWriter();
    writeTo(text, value);
    return text.toString();
  }

  /** Appends the value as one line of JSON, without the end of the line. */
  public static void writeTo(Appendable target, @Nullable Object value) {
    StringWriter text = new StringWriter();
    try {
      try (JsonGenerator generator = FACTORY.createGenerator(text)) {
        value(generator, value);
      }
      target.append(text.getBuffer());
    } catch (IOException e) {
      throw OmenException.io("Cannot write", e);
    }
  }

  /** Appends the value as one line of JSON in UTF-8, without the end of the line. */
  public static void writeTo(OutputStream target, @Nullable Object value) {
    try (JsonGenerator generator = FACTORY.createGenerator(target, JsonEncoding.UTF8)) {
      value(generator, value);
    } catch (IOException e) {
      throw OmenException.io("Cannot write", e);
    }
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number); // quotes what is not finite
      case Double number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case byte[] bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes));
      case Instant instant -> json.writeString(instant.toString());
      case float[] vector -> {
        json.writeStartArray();
        for (float element : vector) {
          json.writeNumber(element);
        }
        json.writeEndArray();
      }
      case Row row -> row(json, row);
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : map.entrySet()) {
          json.writeFieldName((String) field.getKey());
          value(json, field.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(json, element);
        }
        json.writeEndArray();
      }
      default -> throw new IllegalArgumentException("No JSON for " + value.getClass().getName());
    }
  }

  private static void row(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("key", row.key());
    for (int i = 0; i < row.size(); i++) {
      json.writeFieldName(row.columnName(i));
      value(json, row.value(i));
    }
    json.writeEndObject();
  }
}
