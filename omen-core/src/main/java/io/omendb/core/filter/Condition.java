package io.omendb.core.filter;

import java.util.List;

/**
 * A predicate compiled for the columns of a schema, without NOT but at single tests: true for a row
 * or not, the latter standing for unknown as well. Immutable.
 */
sealed interface Condition {
  /** The position that stands for the key, which no column has. */
  int KEY = -1;

  /** True where all terms are. */
  record AllOf(List<Condition> terms) implements Condition {}

  /** True where a term is; without terms nowhere. */
  record AnyOf(List<Condition> terms) implements Condition {}

  /**
   * True where the column has a value and the value passes.
   *
   * @param column position in the schema, or {@link #KEY}
   * @param negated whether it is true where the value fails instead
   */
  record Values(int column, ValueTest test, boolean negated) implements Condition {}

  /**
   * True where the column is null.
   *
   * @param column position in the schema
   * @param negated whether it is true where the column is not null instead
   */
  record Nulls(int column, boolean negated) implements Condition {}

  /** About how long a row takes, for the order of terms. */
  default int cost() {
    return switch (this) {
      case AllOf(List<Condition> terms) -> terms.stream().mapToInt(Condition::cost).sum();
      case AnyOf(List<Condition> terms) -> terms.stream().mapToInt(Condition::cost).sum();
      case Values values -> values.test().cost() + 1;
      case Nulls _ -> 1;
    };
  }
}
