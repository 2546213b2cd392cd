package io.omendb.server.answers;

import io.omendb.OmenException;
import io.omendb.server.operations.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Long-running operations as fields. */
public final class OperationFields {
  private OperationFields() {}

  /** How far an operation is. */
  public static Map<String, @Nullable Object> of(Operation operation) {
    OptionalDouble fraction = operation.fraction();
    Instant ended = operation.ended();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", operation.name());
    fields.put("kind", lower(operation.kind()));
    fields.put("subject", operation.subject());
    fields.put("state", lower(operation.state()));
    fields.put("fraction", fraction.isPresent() ? Double.valueOf(fraction.getAsDouble()) : null);
    fields.put("doneRows", operation.doneRows());
    fields.put("totalRows", operation.totalRows());
    fields.put("doneBytes", operation.doneBytes());
    fields.put("totalBytes", operation.totalBytes());
    fields.put("started", operation.started().toString());
    fields.put("ended", ended == null ? null : ended.toString());
    fields.put("error", operation.error() == null ? null : of(operation.error()));
    return fields;
  }

  private static Map<String, @Nullable Object> of(OmenException error) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("reason", error.code().name());
    fields.put("field", error.field().orElse(null));
    fields.put("message", String.valueOf(error.getMessage()));
    return fields;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
