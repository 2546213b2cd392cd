package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a nearest-rows search looks for. Built by {@link NearestQuery}.
 *
 * @param column the vector column; null where the schema has exactly one
 * @param vector the query; not copied
 * @param k the most rows to return, 1..{@link Limits#MAX_K}
 * @param keys only rows with these keys
 * @param where only rows for which this is true; null for all
 * @param mode how the search may answer
 * @param columns the columns of the returned rows; null for all
 */
public record NearestSpec(
    @Nullable String column,
    float[] vector,
    int k,
    KeyRange keys,
    @Nullable Predicate where,
    SearchMode mode,
    @Nullable List<String> columns) {
  public NearestSpec {
    if (k < 1 || k > Limits.MAX_K) {
      throw OmenException.invalid("k", "k is " + k + ", must be in 1.." + Limits.MAX_K, null);
    }
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** A search among all rows of a key range. */
  public NearestSpec(
      @Nullable String column,
      float[] vector,
      int k,
      KeyRange keys,
      SearchMode mode,
      @Nullable List<String> columns) {
    this(column, vector, k, keys, null, mode, columns);
  }

  /**
   * The vector column that is meant, once the query has been checked against it.
   *
   * @throws OmenException where the schema has no such vector column, more than one and none was
   *     named, or the query does not fit it
   */
  public Column resolve(Schema schema) {
    Column resolved =
        column == null ? onlyVectorColumn(schema) : schema.columns().get(schema.ordinal(column));
    schema.vectorType(resolved.name()).check(resolved.name(), vector);
    return resolved;
  }

  private static Column onlyVectorColumn(Schema schema) {
    List<Column> vectors =
        schema.columns().stream().filter(c -> c.type() instanceof VectorType).toList();
    if (vectors.size() == 1) {
      return vectors.getFirst();
    }
    throw OmenException.invalid(
        "column",
        vectors.isEmpty()
            ? "The collection has no vector column"
            : "The collection has several vector columns: "
                + String.join(", ", vectors.stream().map(Column::name).toList()),
        vectors.isEmpty() ? null : "name one of them");
  }
}
