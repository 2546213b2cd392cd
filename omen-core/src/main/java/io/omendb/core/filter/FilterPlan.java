package io.omendb.core.filter;

import io.omendb.KeyRange;
import io.omendb.Schema;
import io.omendb.predicate.Literal;
import io.omendb.predicate.Operator;
import io.omendb.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read looks at: a range of keys, which the indexes turn into intervals of rows, and what is
 * left to be found out row by row.
 *
 * @param keys the keys asked for, narrowed by what the predicate says of the key
 * @param filter the rest of the predicate; null where nothing is left
 */
public record FilterPlan(KeyRange keys, @Nullable RowFilter filter) {
  /**
   * Plans a read.
   *
   * @throws io.omendb.OmenException as {@link Predicate#check} says
   */
  public static FilterPlan of(Schema schema, KeyRange keys, @Nullable Predicate where) {
    if (where == null) {
      return new FilterPlan(keys, null);
    }
    where.check(schema);
    List<Predicate> rest = new ArrayList<>();
    LongRange range = narrow(where, LongRange.ALL, rest);
    Predicate left =
        rest.isEmpty() ? null : rest.size() == 1 ? rest.getFirst() : new Predicate.And(rest);
    return new FilterPlan(narrowed(keys, range), left == null ? null : RowFilter.of(left, schema));
  }

  /** Narrows a range by the terms that say something of the key; the others go to the rest. */
  private static LongRange narrow(Predicate term, LongRange range, List<Predicate> rest) {
    if (term instanceof Predicate.And(List<Predicate> parts)) {
      LongRange narrowed = range;
      for (Predicate part : parts) {
        narrowed = narrow(part, narrowed, rest);
      }
      return narrowed;
    }
    if (term instanceof Predicate.Comparison(String column, Operator operator, Literal literal)
        && column.equals("key")
        && operator != Operator.NOT_EQUAL) {
      return range.and(LongRange.of(operator, literal));
    }
    rest.add(term);
    return term instanceof Predicate.In(String column, List<Literal> literals)
            && column.equals("key")
        ? range.and(hull(literals))
        : range;
  }

  private static LongRange hull(List<Literal> literals) {
    LongRange hull = LongRange.NONE;
    for (Literal literal : literals) {
      LongRange one = LongRange.of(Operator.EQUAL, literal);
      if (!one.isEmpty()) {
        hull = new LongRange(Math.min(hull.low(), one.low()), Math.max(hull.high(), one.high()));
      }
    }
    return hull;
  }

  private static KeyRange narrowed(KeyRange keys, LongRange range) {
    if (range.equals(LongRange.ALL) || keys.isEmpty()) {
      return keys;
    }
    LongRange both = range.and(new LongRange(keys.from(), keys.last()));
    if (both.isEmpty()) {
      return KeyRange.of(keys.from(), keys.from());
    }
    return new KeyRange(both.low(), both.high() == Long.MAX_VALUE ? null : both.high() + 1);
  }
}
