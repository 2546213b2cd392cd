package io.omendb;

/** The type of a column: one of the {@link ScalarType}s or a {@link VectorType}. */
public sealed interface ColumnType permits ScalarType, VectorType {
  /** The type as schema text writes it. */
  String text();

  /**
   * The value in the form the database stores: lossless for integers, rounded to nearest for
   * floats, checked for vectors. Arrays are copied, so the caller may reuse them.
   *
   * @param column the column's name, for the error
   * @param value not null
   * @throws OmenException {@link ErrorCode#INVALID_VALUE} naming the column and what it takes
   */
  Object canonical(String column, Object value);
}
