package io.omendb.predicate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints predicates as text that the parser reads as the same. */
final class PredicateText {
  /** Words that are no column unless quoted. */
  static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "in", "is", "null", "like", "between", "true", "false");

  private PredicateText() {}

  static String of(Predicate predicate) {
    return switch (predicate) {
      case Predicate.And and -> joined(and.terms(), " and ");
      case Predicate.Or or -> joined(or.terms(), " or ");
      case Predicate.Not(Predicate.IsNull(String column)) -> name(column) + " is not null";
      case Predicate.Not not -> "not " + grouped(not.term());
      case Predicate.Comparison c ->
          name(c.column()) + " " + c.operator().text() + " " + c.literal().text();
      case Predicate.In in ->
          name(in.column())
              + in.literals().stream()
                  .map(Literal::text)
                  .collect(Collectors.joining(", ", " in (", ")"));
      case Predicate.StartsWith s ->
          name(s.column()) + " like " + TextRules.quoted(TextRules.pattern(s.prefix()), '\'');
      case Predicate.IsNull isNull -> name(isNull.column()) + " is null";
    };
  }

  private static String joined(List<Predicate> terms, String word) {
    return terms.stream().map(PredicateText::grouped).collect(Collectors.joining(word));
  }

  private static String grouped(Predicate predicate) {
    return predicate instanceof Predicate.And || predicate instanceof Predicate.Or
        ? "(" + of(predicate) + ")"
        : of(predicate);
  }

  private static String name(String column) {
    return isWord(column) && !KEYWORDS.contains(column.toLowerCase(Locale.ROOT))
        ? column
        : TextRules.quoted(column, '"');
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isWordPart(text.charAt(i)) || (i == 0 && isDigit(text.charAt(i)))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
