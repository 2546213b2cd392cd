package io.omendb.predicate;

import io.omendb.Column;
import io.omendb.ColumnType;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a predicate fits the columns of a schema. */
final class PredicateCheck {
  private PredicateCheck() {}

  static void check(Predicate predicate, Schema schema) {
    switch (predicate) {
      case Predicate.And and -> and.terms().forEach(term -> check(term, schema));
      case Predicate.Or or -> or.terms().forEach(term -> check(term, schema));
      case Predicate.Not not -> check(not.term(), schema);
      case Predicate.IsNull isNull -> type(isNull.column(), schema);
      case Predicate.StartsWith startsWith -> {
        if (type(startsWith.column(), schema) != ScalarType.UTF8) {
          throw mismatch(startsWith.column(), schema, "has no LIKE");
        }
      }
      case Predicate.Comparison comparison -> {
        compare(comparison.column(), List.of(comparison.literal()), schema);
        if (type(comparison.column(), schema) == ScalarType.BOOL
            && comparison.operator() != Operator.EQUAL
            && comparison.operator() != Operator.NOT_EQUAL) {
          throw mismatch(comparison.column(), schema, "knows =, != and IN only");
        }
      }
      case Predicate.In in -> compare(in.column(), in.literals(), schema);
    }
  }

  private static void compare(String column, List<Literal> literals, Schema schema) {
    ScalarType type = type(column, schema);
    for (Literal literal : literals) {
      boolean fits =
          switch (type) {
            case BOOL -> literal instanceof Literal.Bool;
            case INT32, INT64, FLOAT32, FLOAT64 ->
                literal instanceof Literal.Int64 || literal instanceof Literal.Float64;
            case TIMESTAMP -> literal instanceof Literal.Int64 || isTimestamp(column, literal);
            case UTF8 -> literal instanceof Literal.Text;
            case BINARY -> throw mismatch(column, schema, "knows IS NULL only");
          };
      if (!fits) {
        throw mismatch(
            column, schema, "cannot be compared with " + Names.printable(literal.text()));
      }
    }
  }

  private static boolean isTimestamp(String column, Literal literal) {
    if (literal instanceof Literal.Text text) {
      text.micros(column);
      return true;
    }
    return false;
  }

  private static ScalarType type(String column, Schema schema) {
    return switch (columnType(column, schema)) {
      case ScalarType scalar -> scalar;
      case VectorType _ -> throw mismatch(column, schema, "cannot stand in a predicate");
    };
  }

  private static ColumnType columnType(String column, Schema schema) {
    if (column.equals("key")) {
      return ScalarType.INT64;
    }
    return schema
        .find(column)
        .map(Column::type)
        .orElseThrow(() ->
            new OmenException(
                ErrorCode.COLUMN_NOT_FOUND,
                "No column named '" + Names.printable(column) + "'",
                "where",
                "the columns are "
                    + schema.columns().stream()
                        .map(Column::name)
                        .collect(Collectors.joining(", ", "key, ", "")),
                null));
  }

  private static OmenException mismatch(String column, Schema schema, String what) {
    return OmenException.invalid(
        "where",
        "Column '" + column + "' is " + columnType(column, schema).text() + " and " + what,
        null);
  }
}
