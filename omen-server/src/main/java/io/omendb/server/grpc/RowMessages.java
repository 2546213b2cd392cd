package io.omendb.server.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.omendb.Row;
import io.omendb.server.grpc.v1.Value;
import io.omendb.server.grpc.v1.Vector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows to messages and back. Whether values fit their columns is the database's to check. */
public final class RowMessages {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private RowMessages() {}

  /**
   * The row of a message.
   *
   * @param field the message's place in the request, for the error
   */
  public static Row row(io.omendb.server.grpc.v1.Row message, String field) {
    if (!message.hasKey()) {
      throw Requests.missing(field + ".key");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    message.getValuesMap().forEach((column, value) -> values.put(column, value(value)));
    return Row.of(message.getKey(), values);
  }

  /** The message of a whole row; nulls are left out. */
  public static io.omendb.server.grpc.v1.Row message(Row row) {
    var message = io.omendb.server.grpc.v1.Row.newBuilder().setKey(row.key());
    for (int i = 0; i < row.size(); i++) {
      put(message, row.columnName(i), row.value(i));
    }
    return message.build();
  }

  /** The message of a row's columns of these names; nulls are left out. */
  static io.omendb.server.grpc.v1.Row message(Row row, List<String> columns) {
    var message = io.omendb.server.grpc.v1.Row.newBuilder().setKey(row.key());
    for (String column : columns) {
      put(message, column, row.get(column));
    }
    return message.build();
  }

  private static void put(
      io.omendb.server.grpc.v1.Row.Builder message, String column, @Nullable Object value) {
    if (value != null) {
      message.putValues(column, message(value));
    }
  }

  private static @Nullable Object value(Value value) {
    return switch (value.getKindCase()) {
      case BOOL_VALUE -> value.getBoolValue();
      case INT32_VALUE -> value.getInt32Value();
      case INT64_VALUE -> value.getInt64Value();
      case FLOAT32_VALUE -> value.getFloat32Value();
      case FLOAT64_VALUE -> value.getFloat64Value();
      case TIMESTAMP_MICROS -> instant(value.getTimestampMicros());
      case UTF8_VALUE -> value.getUtf8Value();
      case BINARY_VALUE -> value.getBinaryValue().toByteArray();
      case VECTOR_VALUE -> floats(value.getVectorValue().getElementsList());
      case KIND_NOT_SET -> null;
    };
  }

  private static Value message(Object value) {
    Value.Builder message = Value.newBuilder();
    switch (value) {
      case Boolean v -> message.setBoolValue(v);
      case Integer v -> message.setInt32Value(v);
      case Long v -> message.setInt64Value(v);
      case Float v -> message.setFloat32Value(v);
      case Double v -> message.setFloat64Value(v);
      case Instant v -> message.setTimestampMicros(micros(v));
      case String v -> message.setUtf8Value(v);
      // The database hands out arrays of its own, so the message may keep this one.
      case byte[] v -> message.setBinaryValue(UnsafeByteOperations.unsafeWrap(v));
      case float[] v -> message.setVectorValue(vector(v));
      default -> throw new IllegalStateException("no wire form for " + value.getClass());
    }
    return message.build();
  }

  static float[] floats(List<Float> elements) {
    float[] floats = new float[elements.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = elements.get(i);
    }
    return floats;
  }

  private static Vector vector(float[] elements) {
    Vector.Builder vector = Vector.newBuilder();
    for (float element : elements) {
      vector.addElements(element);
    }
    return vector.build();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000;
  }
}
