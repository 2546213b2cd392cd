package io.omendb;

/**
 * A vector of {@code dimension} float32 elements, searched by {@code metric}. Java value: {@code
 * float[]} with finite elements.
 *
 * @param dimension elements, 1..{@link Limits#MAX_DIMENSION}
 * @param metric how distances are measured
 */
public record VectorType(int dimension, Metric metric) implements ColumnType {
  public VectorType {
    if (dimension < 1 || dimension > Limits.MAX_DIMENSION) {
      throw new OmenException(
          ErrorCode.INVALID_SCHEMA,
          "Vector dimension " + dimension + " is outside 1.." + Limits.MAX_DIMENSION,
          "dimension",
          null,
          null);
    }
  }

  @Override
  public String text() {
    return "vector<float32>[" + dimension + (metric == Metric.L2 ? "" : ", " + metric.text()) + "]";
  }

  @Override
  public Object canonical(String column, Object value) {
    if (!(value instanceof float[] vector)) {
      throw ScalarType.bad(
          column,
          "Column '" + column + "' is " + text() + ", not " + value.getClass().getSimpleName());
    }
    check(column, vector);
    return vector.clone();
  }

  /**
   * Checks length and finiteness.
   *
   * @throws OmenException {@link ErrorCode#INVALID_VALUE} naming the column
   */
  public void check(String column, float[] vector) {
    if (vector.length != dimension) {
      throw ScalarType.bad(
          column,
          "Column '"
              + column
              + "' has dimension "
              + dimension
              + ", the vector has "
              + vector.length);
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw ScalarType.bad(
            column,
            "Column '" + column + "': element " + i + " is " + vector[i] + ", must be finite");
      }
    }
  }
}
