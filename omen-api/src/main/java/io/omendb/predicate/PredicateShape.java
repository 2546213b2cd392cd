package io.omendb.predicate;

import io.omendb.Limits;
import io.omendb.OmenException;
import java.util.List;

/** Keeps predicates so small that walking through one can neither take long nor exhaust a stack. */
final class PredicateShape {
  /* Every part was checked when it was made, so it has few terms, and counting stops at the first
   * one too many: also where a part stands in a tree many times. */

  private PredicateShape() {}

  /** The terms of AND or OR, checked and copied. */
  static List<Predicate> checked(List<Predicate> terms) {
    if (terms.size() < 2) {
      throw OmenException.invalid("where", "AND and OR need two terms at least", null);
    }
    check(terms);
    return List.copyOf(terms);
  }

  /** Refuses terms that together are too many or too deep to stand in one predicate. */
  static void check(List<Predicate> terms) {
    int depth = 0;
    int size = 1;
    for (Predicate term : terms) {
      depth = Math.max(depth, depth(term));
      size += size(term);
      if (size > Limits.MAX_PREDICATE_TERMS) {
        throw OmenException.invalid(
            "where",
            "The predicate has more than " + Limits.MAX_PREDICATE_TERMS + " terms",
            "write IN in place of many comparisons");
      }
    }
    if (depth >= Limits.MAX_PREDICATE_DEPTH) {
      throw tooDeep();
    }
  }

  static OmenException tooDeep() {
    return OmenException.invalid(
        "where",
        "The predicate is nested deeper than " + Limits.MAX_PREDICATE_DEPTH,
        "leave out parentheses that change nothing");
  }

  private static List<Predicate> parts(Predicate predicate) {
    return switch (predicate) {
      case Predicate.And and -> and.terms();
      case Predicate.Or or -> or.terms();
      case Predicate.Not not -> List.of(not.term());
      case Predicate.Comparison _, Predicate.In _, Predicate.StartsWith _, Predicate.IsNull _ ->
          List.of();
    };
  }

  private static int depth(Predicate predicate) {
    int depth = 0;
    for (Predicate part : parts(predicate)) {
      depth = Math.max(depth, depth(part));
    }
    return depth + 1;
  }

  private static int size(Predicate predicate) {
    int size = 1;
    for (Predicate part : parts(predicate)) {
      size += size(part);
    }
    return size;
  }
}
