package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one system over one key set, as in JSON.
 *
 * @param fields by name; a figure that was not measured is null
 */
public record IndexResult(Map<String, @Nullable Object> fields) {
  /** What {@code system} says of an engine of ours. */
  public static final String OURS = "omendb";

  /** The name of the figure that systems are ranked by. */
  public static final String HIT = "hitNanos";

  public IndexResult {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The engine, or the peer. */
  public String name() {
    Object name = isOurs() ? fields.get("engine") : fields.get("system");
    if (name instanceof String text) {
      return text;
    }
    throw new OmenException(ErrorCode.INVALID_DATA, "A result without system or engine: " + fields);
  }

  /** Whether an engine of ours was measured. */
  public boolean isOurs() {
    return OURS.equals(fields.get("system"));
  }

  /** A figure by its name in JSON; empty where it was not measured. */
  public OptionalDouble figure(String field) {
    return fields.get(field) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** A text by its name in JSON; empty where there is none. */
  public String text(String field) {
    return fields.get(field) instanceof String text ? text : "";
  }
}
