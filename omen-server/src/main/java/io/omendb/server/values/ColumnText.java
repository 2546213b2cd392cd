package io.omendb.server.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as the fields of a CSV file, which {@link ColumnValues#fromText} reads back. */
public final class ColumnText {
  private ColumnText() {}

  /** The fields of a record; null stays null. */
  public static @Nullable String[] fields(List<? extends @Nullable Object> values) {
    @Nullable String[] fields = new @Nullable String[values.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field(values.get(i));
    }
    return fields;
  }

  /** The field of a value: arrays and objects as JSON, binary as base64, the rest as it is. */
  public static @Nullable String field(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] bytes -> unquoted(bytes);
      case float[] vector -> JsonWriter.write(vector);
      case Map<?, ?> map -> JsonWriter.write(map);
      case List<?> list -> JsonWriter.write(list);
      default -> value.toString();
    };
  }

  private static String unquoted(byte[] bytes) {
    String json = JsonWriter.write(bytes);
    return json.substring(1, json.length() - 1);
  }
}
