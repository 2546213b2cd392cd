package io.omendb.server.http;

import io.omendb.server.values.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body not copied
 * @param headers further headers
 */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  /** A value as JSON. */
  static Answer json(@Nullable Object value) {
    JsonBytes bytes = new JsonBytes();
    JsonWriter.writeTo(bytes, value);
    return json(bytes.toByteArray());
  }

  /** Bytes that are JSON. */
  static Answer json(byte[] bytes) {
    return new Answer(200, JSON, bytes, Map.of());
  }

  static Answer text(int status, String contentType, String text) {
    return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Answer withStatus(int other) {
    return new Answer(other, contentType, body, headers);
  }

  Answer withHeaders(Map<String, String> others) {
    return new Answer(status, contentType, body, others);
  }
}
