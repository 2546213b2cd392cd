package io.omendb;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ordered, typed columns of a collection; the {@code int64} key comes before them and is not
 * listed. Immutable.
 *
 * <p>Schema text: {@code name type[ not null], ...} with the types {@code bool int32 int64 float32
 * float64 timestamp utf8 binary vector<float32>[DIM]} and {@code vector<float32>[DIM,
 * l2|cosine|dot]}.
 */
public final class Schema {
  private final List<Column> columns;
  private final String[] names;
  private final Map<String, Integer> ordinals = new HashMap<>();

  private Schema(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.names = columns.stream().map(Column::name).toArray(String[]::new);
    if (columns.size() > Limits.MAX_COLUMNS) {
      throw new OmenException(
          ErrorCode.INVALID_SCHEMA,
          columns.size() + " columns, the limit is " + Limits.MAX_COLUMNS,
          "schema",
          null,
          null);
    }
    for (int i = 0; i < names.length; i++) {
      if (ordinals.putIfAbsent(names[i], i) != null) {
        throw new OmenException(
            ErrorCode.INVALID_SCHEMA,
            "The column '" + names[i] + "' is named twice",
            "schema",
            "give every column its own name",
            null);
      }
    }
  }

  /** A schema of these columns, in this order; may be empty (a set of keys). */
  public static Schema of(List<Column> columns) {
    return new Schema(columns);
  }

  /** A schema of these columns, in this order. */
  public static Schema of(Column... columns) {
    return new Schema(Arrays.asList(columns));
  }

  /**
   * The schema that a text describes.
   *
   * @throws OmenException {@link ErrorCode#INVALID_SCHEMA} or {@link ErrorCode#INVALID_NAME} naming
   *     the column at fault
   */
  public static Schema parse(String text) {
    return new Schema(SchemaParser.parse(text));
  }

  /** The columns in order. */
  public List<Column> columns() {
    return columns;
  }

  /** Number of columns, the key not counted. */
  public int size() {
    return names.length;
  }

  /** The column of that name. */
  public Optional<Column> find(String name) {
    Integer ordinal = ordinals.get(name);
    return ordinal == null ? Optional.empty() : Optional.of(columns.get(ordinal));
  }

  /**
   * The position of a column.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND} listing the columns there are
   */
  public int ordinal(String name) {
    Integer ordinal = ordinals.get(name);
    if (ordinal == null) {
      throw new OmenException(
          ErrorCode.COLUMN_NOT_FOUND,
          "No column named '" + Names.printable(name) + "'",
          "columns",
          "the columns are " + String.join(", ", names),
          null);
    }
    return ordinal;
  }

  /**
   * The vector column of that name.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND} or {@link ErrorCode#INVALID_ARGUMENT}
   *     where the column holds no vectors
   */
  public VectorType vectorType(String name) {
    Column column = columns.get(ordinal(name));
    if (column.type() instanceof VectorType vectorType) {
      return vectorType;
    }
    throw OmenException.invalid(
        "column", "Column '" + name + "' is " + column.type().text() + ", not a vector", null);
  }

  /** A schema of only these columns, in the order named. */
  public Schema project(List<String> columnNames) {
    return new Schema(columnNames.stream().map(name -> columns.get(ordinal(name))).toList());
  }

  /**
   * The row's values in column order and canonical form, null where the row leaves one out.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND}, or {@link ErrorCode#INVALID_VALUE}
   *     naming column and key
   */
  public @Nullable Object[] bind(Row row) {
    @Nullable Object[] values = new @Nullable Object[names.length];
    for (int i = 0; i < row.size(); i++) {
      String name = row.columnName(i);
      Object value = row.value(i);
      int ordinal = i < names.length && names[i].equals(name) ? i : ordinal(name);
      if (value != null) {
        values[ordinal] = columns.get(ordinal).type().canonical(name, value);
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (values[i] == null && !columns.get(i).nullable()) {
        throw ScalarType.bad(
            names[i],
            "Column '"
                + names[i]
                + "' is not null, the row with key "
                + row.key()
                + " leaves it out");
      }
    }
    return values;
  }

  /** A row of this schema over values in column order; the array is not copied. */
  public Row row(long key, @Nullable Object[] values) {
    return Row.over(key, names, values);
  }

  /** The schema text. */
  @Override
  public String toString() {
    return columns.stream().map(Column::text).collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schema schema && columns.equals(schema.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }
}
