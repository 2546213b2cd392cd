package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Schema#bind} does, with the same judgement, for values that are encoded at once:
 * arrays are checked but not copied.
 */
final class RowBinder {
  private final Schema schema;
  private final Column[] columns;

  RowBinder(Schema schema) {
    this.schema = schema;
    this.columns = schema.columns().toArray(new Column[0]);
  }

  @Nullable Object[] bind(Row row) {
    @Nullable Object[] values = new @Nullable Object[columns.length];
    for (int i = 0; i < row.size(); i++) {
      String name = row.columnName(i);
      Object value = row.value(i);
      int ordinal = i < columns.length && columns[i].name().equals(name) ? i : schema.ordinal(name);
      values[ordinal] = value == null ? null : canonical(columns[ordinal], value);
    }
    for (int i = 0; i < columns.length; i++) {
      if (values[i] == null && !columns[i].nullable()) {
        throw new OmenException(
            ErrorCode.INVALID_VALUE,
            "Column '"
                + columns[i].name()
                + "' is not null, the row with key "
                + row.key()
                + " leaves it out",
            columns[i].name(),
            null,
            null);
      }
    }
    return values;
  }

  private static Object canonical(Column column, Object value) {
    if (value instanceof float[] vector && column.type() instanceof VectorType type) {
      type.check(column.name(), vector);
      return vector;
    }
    if (value instanceof byte[] bytes
        && column.type() == ScalarType.BINARY
        && bytes.length <= Limits.MAX_VALUE_BYTES) {
      return bytes;
    }
    return column.type().canonical(column.name(), value);
  }
}
