package io.omendb.predicate;

import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.predicate.PredicateTokens.Kind;
import io.omendb.predicate.PredicateTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads predicate text by recursive descent. For one thread, one text.
 *
 * <pre>
 *   or         = and ("or" and)*
 *   and        = not ("and" not)*
 *   not        = "not" not | "(" or ")" | condition
 *   condition  = column ( operator literal
 *                       | "is" ["not"] "null"
 *                       | ["not"] ( "in" "(" literal ("," literal)* ")"
 *                                 | "between" literal "and" literal
 *                                 | "like" text ) )
 *   operator   = "=" | "!=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 *   literal    = number | text | "true" | "false"
 * </pre>
 */
final class PredicateParser {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d++");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d++(?:\\.\\d++)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

  private final PredicateTokens tokens;
  private Token token;
  private int depth;

  PredicateParser(String text) {
    this.tokens = new PredicateTokens(text);
    this.token = tokens.next();
  }

  Predicate parse() {
    Predicate predicate = or();
    if (token.kind() != Kind.END) {
      throw expected("AND, OR or the end");
    }
    return predicate;
  }

  private Predicate or() {
    List<Predicate> terms = new ArrayList<>();
    do {
      terms.add(and());
    } while (acceptWord("or"));
    return terms.size() == 1 ? terms.getFirst() : new Predicate.Or(terms);
  }

  private Predicate and() {
    List<Predicate> terms = new ArrayList<>();
    do {
      terms.add(not());
    } while (acceptWord("and"));
    return terms.size() == 1 ? terms.getFirst() : new Predicate.And(terms);
  }

  private Predicate not() {
    if (++depth > Limits.MAX_PREDICATE_DEPTH) {
      throw PredicateShape.tooDeep();
    }
    Predicate predicate;
    if (acceptWord("not")) {
      predicate = new Predicate.Not(not());
    } else if (acceptSymbol("(")) {
      predicate = or();
      requireSymbol(")");
    } else {
      predicate = condition();
    }
    depth--;
    return predicate;
  }

  private Predicate condition() {
    String column = column();
    if (acceptWord("is")) {
      boolean negated = acceptWord("not");
      requireWord("null");
      return negatedIf(negated, new Predicate.IsNull(column));
    }
    boolean negated = acceptWord("not");
    if (acceptWord("in")) {
      return negatedIf(negated, new Predicate.In(column, list()));
    }
    if (acceptWord("between")) {
      Literal low = literal();
      requireWord("and");
      Literal high = literal();
      return negatedIf(
          negated,
          new Predicate.And(
              List.of(
                  new Predicate.Comparison(column, Operator.AT_LEAST, low),
                  new Predicate.Comparison(column, Operator.AT_MOST, high))));
    }
    if (acceptWord("like")) {
      return negatedIf(negated, like(column));
    }
    if (negated) {
      throw expected("IN, BETWEEN or LIKE");
    }
    return new Predicate.Comparison(column, operator(), literal());
  }

  private static Predicate negatedIf(boolean negated, Predicate predicate) {
    return negated ? new Predicate.Not(predicate) : predicate;
  }

  private String column() {
    boolean keyword =
        token.kind() == Kind.WORD
            && PredicateText.KEYWORDS.contains(token.text().toLowerCase(Locale.ROOT));
    if (keyword || (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED_NAME)) {
      throw expected("the name of a column, NOT or (");
    }
    return take().text();
  }

  private Operator operator() {
    Operator operator =
        switch (token.kind() == Kind.SYMBOL ? token.text() : "") {
          case "=" -> Operator.EQUAL;
          case "!=", "<>" -> Operator.NOT_EQUAL;
          case "<" -> Operator.LESS;
          case "<=" -> Operator.AT_MOST;
          case ">" -> Operator.GREATER;
          case ">=" -> Operator.AT_LEAST;
          default -> throw expected("=, !=, <, <=, >, >=, IS, IN, BETWEEN, LIKE or NOT");
        };
    take();
    return operator;
  }

  private List<Literal> list() {
    requireSymbol("(");
    List<Literal> literals = new ArrayList<>();
    do {
      literals.add(literal());
    } while (acceptSymbol(","));
    requireSymbol(")");
    return literals;
  }

  private Literal literal() {
    if (token.kind() == Kind.NUMBER) {
      return number(take());
    }
    if (token.kind() == Kind.TEXT) {
      return new Literal.Text(take().text());
    }
    if (token.isWord("true") || token.isWord("false")) {
      return new Literal.Bool(take().isWord("true"));
    }
    if (token.isWord("null")) {
      throw expected("a value: a comparison with null is never true; write IS NULL");
    }
    throw expected("a value: a number, a text in single quotes, true or false");
  }

  private static Literal number(Token token) {
    String text = token.text();
    try {
      if (WHOLE.matcher(text).matches()) {
        return new Literal.Int64(Long.parseLong(text));
      }
      if (DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
        return new Literal.Float64(Double.parseDouble(text));
      }
    } catch (NumberFormatException e) {
      // Reported below like every other number that is none of ours.
    }
    throw expected(token, "a whole number of 64 bits or a finite float64");
  }

  private Predicate like(String column) {
    if (token.kind() != Kind.TEXT) {
      throw expected("a text in single quotes");
    }
    Token pattern = take();
    Optional<String> prefix = prefix(pattern.text());
    if (prefix.isPresent()) {
      return new Predicate.StartsWith(column, prefix.get());
    }
    throw OmenException.invalid(
        "where",
        "Expected a prefix followed by one % at position " + pattern.position(),
        "LIKE finds texts by their beginning only; write \\% and \\_ for the characters themselves");
  }

  /** What stands before the one unescaped wildcard at the end; empty where it is not so. */
  private static Optional<String> prefix(String pattern) {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%') {
        return i == pattern.length() - 1 ? Optional.of(prefix.toString()) : Optional.empty();
      }
      if (c == '_' || (c == '\\' && i == pattern.length() - 1)) {
        return Optional.empty();
      }
      prefix.append(c == '\\' ? pattern.charAt(++i) : c);
    }
    return Optional.empty();
  }

  private Token take() {
    Token taken = token;
    token = tokens.next();
    return taken;
  }

  private boolean acceptWord(String keyword) {
    return token.isWord(keyword) && take() != null;
  }

  private boolean acceptSymbol(String symbol) {
    return token.isSymbol(symbol) && take() != null;
  }

  private void requireWord(String keyword) {
    if (!acceptWord(keyword)) {
      throw expected(keyword.toUpperCase(Locale.ROOT));
    }
  }

  private void requireSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  private OmenException expected(String what) {
    return expected(token, what);
  }

  private static OmenException expected(Token token, String what) {
    return OmenException.invalid(
        "where",
        "Expected " + what + " at position " + token.position() + ", found " + token.shown(),
        null);
  }
}
