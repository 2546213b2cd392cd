package io.omendb.predicate;

import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column from which conditions are built: {@code column("population").greaterThan(100_000)}.
 * Values are what {@link Literal#of} takes, and refused as it says.
 */
public final class PredicateColumn {
  private final String name;

  PredicateColumn(String name) {
    this.name = name;
  }

  /** The column has this value. */
  public Predicate equalTo(Object value) {
    return compare(Operator.EQUAL, value);
  }

  /** The column has another value. */
  public Predicate notEqualTo(Object value) {
    return compare(Operator.NOT_EQUAL, value);
  }

  /** The column is less. */
  public Predicate lessThan(Object value) {
    return compare(Operator.LESS, value);
  }

  /** The column is less or equal. */
  public Predicate atMost(Object value) {
    return compare(Operator.AT_MOST, value);
  }

  /** The column is greater. */
  public Predicate greaterThan(Object value) {
    return compare(Operator.GREATER, value);
  }

  /** The column is greater or equal. */
  public Predicate atLeast(Object value) {
    return compare(Operator.AT_LEAST, value);
  }

  /** The column is in {@code low..high}, both included. */
  public Predicate between(Object low, Object high) {
    return atLeast(low).and(atMost(high));
  }

  /**
   * The column has one of these values.
   *
   * @throws OmenException where there are none, or more than {@link
   *     io.omendb.Limits#MAX_IN_LITERALS}
   */
  public Predicate in(Object... values) {
    List<Literal> literals = new ArrayList<>(values.length);
    for (Object value : values) {
      literals.add(Literal.of(value));
    }
    return new Predicate.In(name, literals);
  }

  /** The text of the column begins with this. */
  public Predicate startsWith(String prefix) {
    return new Predicate.StartsWith(name, prefix);
  }

  /** The column is null. */
  public Predicate isNull() {
    return new Predicate.IsNull(name);
  }

  /** The column is not null. */
  public Predicate isNotNull() {
    return isNull().not();
  }

  private Predicate compare(Operator operator, Object value) {
    return new Predicate.Comparison(name, operator, Literal.of(value));
  }
}
