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
 * @param radius only rows at this distance or nearer; infinite for all
 * @param recall how many of the true nearest rows {@link SearchMode#FAST} and {@link
 *     SearchMode#GRAPH} aim to find, as a fraction, above 0 up to 1; 0 leaves it to the database
 */
public record NearestSpec(
    @Nullable String column,
    float[] vector,
    int k,
    KeyRange keys,
    @Nullable Predicate where,
    SearchMode mode,
    @Nullable List<String> columns,
    double radius,
    double recall) {
  public NearestSpec {
    if (k < 1 || k > Limits.MAX_K) {
      throw OmenException.invalid("k", "k is " + k + ", must be in 1.." + Limits.MAX_K, null);
    }
    columns = columns == null ? null : List.copyOf(columns);
    if (Double.isNaN(radius)) {
      throw OmenException.invalid("radius", "The radius is not a number", null);
    }
    if (!(recall >= 0 && recall <= 1)) {
      throw OmenException.invalid("recall", "recall is " + recall + ", must be in 0..1", null);
    }
  }

  /** A search at any distance. */
  public NearestSpec(
      @Nullable String column,
      float[] vector,
      int k,
      KeyRange keys,
      @Nullable Predicate where,
      SearchMode mode,
      @Nullable List<String> columns) {
    this(column, vector, k, keys, where, mode, columns, Double.POSITIVE_INFINITY, 0);
  }

  /**
   * The vector column that is meant, once the query has been checked against it.
   *
   * @throws OmenException where the schema has no such vector column, more than one and none was
   *     named, or the query does not fit it
   */
  public Column resolve(Schema schema) {
    Column resolved = vectorColumn(schema, column);
    schema.vectorType(resolved.name()).check(resolved.name(), vector);
    return resolved;
  }

  /** The same search in another mode. */
  public NearestSpec withMode(SearchMode other) {
    return new NearestSpec(column, vector, k, keys, where, other, columns, radius, recall);
  }

  /**
   * The vector column of a name, or where there is none, the only one.
   *
   * @throws OmenException where there is no column of that name, or not exactly one with vectors
   */
  public static Column vectorColumn(Schema schema, @Nullable String name) {
    return name == null ? onlyVectorColumn(schema) : schema.columns().get(schema.ordinal(name));
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
