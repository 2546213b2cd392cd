package io.omendb.predicate;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition on the key and the columns of a row, true, false or unknown. Only rows for which it
 * is true are read. Immutable; {@link #toString()} prints text that {@link #parse} reads as an
 * equal predicate.
 *
 * <pre>
 *   population &gt; 100000 and country = 'FR'
 *   key between 0 and 99 or not (name like 'Gen%' or seen &gt;= '2026-01-31T12:00:00Z')
 *   country in ('CH', 'FR') and capital = true and elevation is not null
 * </pre>
 *
 * <p>As in SQL a comparison with a null is unknown; AND, OR and NOT follow Kleene's logic, and
 * {@code not (population > 5)} leaves out rows whose population is null.
 *
 * <ul>
 *   <li>{@code int32}, {@code int64} and the key compare exactly, with a literal that has a
 *       fraction too: no number passes through a float.
 *   <li>{@code float32}, {@code float64}: the literal is rounded to the column's type, as it is
 *       when a row is written, so {@code x = 0.1} finds what was written as 0.1. As in IEEE 754
 *       {@code -0.0} equals {@code 0.0}, and a NaN is unequal to everything: of all comparisons
 *       only {@code !=} is true for it, and NOT of any other.
 *   <li>{@code utf8} compares by code point; LIKE takes a prefix followed by {@code %}, with {@code
 *       \%}, {@code \_} and {@code \\} for the characters themselves.
 *   <li>{@code timestamp}: text in ISO-8601, in UTC where it names no offset, or whole microseconds
 *       since 1970.
 *   <li>{@code bool} knows {@code =}, {@code !=} and IN; {@code binary} only IS NULL; vectors have
 *       no predicates.
 * </ul>
 */
public sealed interface Predicate {
  /**
   * The predicate that a text says. Keywords are read in any case; a column whose name is a keyword
   * stands in double quotes.
   *
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} naming the position and what was
   *     expected there, or the limit of {@link Limits} that the text exceeds
   */
  static Predicate parse(String text) {
    return new PredicateParser(text).parse();
  }

  /** Begins a condition on a column, or on {@code key}. */
  static PredicateColumn column(String name) {
    return new PredicateColumn(name);
  }

  /** True where both are. */
  default Predicate and(Predicate other) {
    return new And(joined(this instanceof And and ? and.terms() : List.of(this), other));
  }

  /** True where one of them is. */
  default Predicate or(Predicate other) {
    return new Or(joined(this instanceof Or or ? or.terms() : List.of(this), other));
  }

  /** True where this is false. */
  default Predicate not() {
    return new Not(this);
  }

  private static List<Predicate> joined(List<Predicate> terms, Predicate last) {
    List<Predicate> joined = new ArrayList<>(terms);
    joined.add(last);
    return joined;
  }

  /**
   * Refuses what does not fit the columns.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND}, or {@link ErrorCode#INVALID_ARGUMENT}
   *     naming the column and what it can be compared with
   */
  default void check(Schema schema) {
    PredicateCheck.check(this, schema);
  }

  /** Text that {@link #parse} reads as an equal predicate. */
  @Override
  String toString();

  /** True where all terms are. */
  record And(List<Predicate> terms) implements Predicate {
    public And {
      terms = PredicateShape.checked(terms);
    }

    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** True where a term is. */
  record Or(List<Predicate> terms) implements Predicate {
    public Or {
      terms = PredicateShape.checked(terms);
    }

    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** True where the term is false. */
  record Not(Predicate term) implements Predicate {
    public Not {
      PredicateShape.check(List.of(term));
    }

    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** Compares a column with a literal; unknown where the column is null. */
  record Comparison(String column, Operator operator, Literal literal) implements Predicate {
    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** Whether a column has one of the values; unknown where it is null. */
  record In(String column, List<Literal> literals) implements Predicate {
    public In {
      literals = List.copyOf(literals);
      if (literals.isEmpty() || literals.size() > Limits.MAX_IN_LITERALS) {
        throw OmenException.invalid(
            "where",
            "IN of column '"
                + Names.printable(column)
                + "' lists "
                + literals.size()
                + " values, must be 1.."
                + Limits.MAX_IN_LITERALS,
            null);
      }
    }

    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** Whether the text of a column begins with a prefix; unknown where it is null. */
  record StartsWith(String column, String prefix) implements Predicate {
    public StartsWith {
      TextRules.check(prefix);
    }

    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }

  /** Whether a column is null; never unknown. */
  record IsNull(String column) implements Predicate {
    @Override
    public String toString() {
      return PredicateText.of(this);
    }
  }
}
