package io.omendb.testkit.database;

import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.predicate.Literal;
import io.omendb.predicate.Operator;
import io.omendb.predicate.Predicate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a predicate is true for a row, by the book: three values, one row at a time. */
final class PredicateOracle {
  /** A value of Kleene's logic. */
  private enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }

    Truth and(Truth other) {
      return compareTo(other) < 0 ? this : other;
    }

    Truth or(Truth other) {
      return compareTo(other) > 0 ? this : other;
    }

    Truth not() {
      return switch (this) {
        case FALSE -> TRUE;
        case UNKNOWN -> UNKNOWN;
        case TRUE -> FALSE;
      };
    }
  }

  private final Schema schema;

  PredicateOracle(Schema schema) {
    this.schema = schema;
  }

  boolean isTrue(Predicate predicate, Row row) {
    return truth(predicate, row) == Truth.TRUE;
  }

  private Truth truth(Predicate predicate, Row row) {
    return switch (predicate) {
      case Predicate.And(List<Predicate> terms) ->
          terms.stream().map(term -> truth(term, row)).reduce(Truth.TRUE, Truth::and);
      case Predicate.Or(List<Predicate> terms) ->
          terms.stream().map(term -> truth(term, row)).reduce(Truth.FALSE, Truth::or);
      case Predicate.Not(Predicate term) -> truth(term, row).not();
      case Predicate.IsNull(String column) -> Truth.of(value(row, column) == null);
      case Predicate.StartsWith(String column, String prefix) ->
          value(row, column) instanceof String text
              ? Truth.of(text.startsWith(prefix))
              : Truth.UNKNOWN;
      case Predicate.Comparison(String column, Operator operator, Literal literal) ->
          compare(row, column, operator, literal);
      case Predicate.In(String column, List<Literal> literals) ->
          literals.stream()
              .map(literal -> compare(row, column, Operator.EQUAL, literal))
              .reduce(Truth.FALSE, Truth::or);
    };
  }

  private static @Nullable Object value(Row row, String column) {
    return column.equals("key") ? (Object) row.key() : row.get(column);
  }

  private Truth compare(Row row, String column, Operator operator, Literal literal) {
    Object value = value(row, column);
    if (value == null) {
      return Truth.UNKNOWN;
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Truth.of(holds(operator, number, rounded(column, literal)));
    }
    int comparison =
        switch (value) {
          case Boolean bool -> bool.compareTo(((Literal.Bool) literal).value());
          case Integer number -> new BigDecimal(number).compareTo(exact(literal));
          case Long number -> new BigDecimal(number).compareTo(exact(literal));
          case Instant instant -> instant.compareTo(instant(literal));
          case String text -> compareBytes(text, ((Literal.Text) literal).value());
          default -> throw new AssertionError(value.getClass());
        };
    return Truth.of(
        switch (operator) {
          case EQUAL -> comparison == 0;
          case NOT_EQUAL -> comparison != 0;
          case LESS -> comparison < 0;
          case AT_MOST -> comparison <= 0;
          case GREATER -> comparison > 0;
          case AT_LEAST -> comparison >= 0;
        });
  }

  private static boolean holds(Operator operator, double left, double right) {
    return switch (operator) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case AT_MOST -> left <= right;
      case GREATER -> left > right;
      case AT_LEAST -> left >= right;
    };
  }

  private double rounded(String column, Literal literal) {
    double number = exact(literal).doubleValue();
    boolean narrow = schema.columns().get(schema.ordinal(column)).type() == ScalarType.FLOAT32;
    float narrowed = literal instanceof Literal.Int64(long whole) ? (float) whole : (float) number;
    return narrow && Float.isFinite(narrowed) ? narrowed : number;
  }

  private static BigDecimal exact(Literal literal) {
    return literal instanceof Literal.Int64(long number)
        ? new BigDecimal(number)
        : new BigDecimal(((Literal.Float64) literal).value());
  }

  private static Instant instant(Literal literal) {
    return literal instanceof Literal.Int64(long micros)
        ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS)
        : Instant.parse(((Literal.Text) literal).value());
  }

  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
