package io.omendb.predicate;

import io.omendb.Limits;
import io.omendb.Names;
import io.omendb.OmenException;
import java.util.Locale;

/** Cuts predicate text into tokens, one at a time. For one thread. */
final class PredicateTokens {
  /** What a token is. */
  enum Kind {
    /** A keyword or the name of a column. */
    WORD,
    /** The name of a column that stood in double quotes. */
    QUOTED_NAME,
    /** A number. */
    NUMBER,
    /** A text that stood in single quotes. */
    TEXT,
    /** An operator, a parenthesis or a comma. */
    SYMBOL,
    /** The end. */
    END
  }

  /**
   * A token.
   *
   * @param text what it says, without quotes
   * @param position its first character in the text, counted from 1
   */
  record Token(Kind kind, String text, int position) {
    boolean isWord(String keyword) {
      return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
    }

    boolean isSymbol(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As an error message shows it. */
    String shown() {
      return switch (kind) {
        case END -> "the end";
        case TEXT, QUOTED_NAME -> "a text in quotes";
        case WORD, NUMBER, SYMBOL -> "'" + Names.printable(text) + "'";
      };
    }
  }

  private final String text;
  private int next;

  PredicateTokens(String text) {
    if (text.length() > Limits.MAX_PREDICATE_LENGTH) {
      throw OmenException.invalid(
          "where",
          "The predicate has "
              + text.length()
              + " characters, the limit is "
              + Limits.MAX_PREDICATE_LENGTH,
          null);
    }
    this.text = text;
  }

  Token next() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next == text.length()) {
      return new Token(Kind.END, "", next + 1);
    }
    int start = next;
    char c = text.charAt(start);
    if (c == '\'' || c == '"') {
      return quoted(start, c);
    }
    if (isNumberStart(start)) {
      return number(start);
    }
    if (PredicateText.isWordPart(c)) {
      next = endOfWord(start);
      return new Token(Kind.WORD, text.substring(start, next), start + 1);
    }
    next += symbolLength(start);
    return new Token(Kind.SYMBOL, text.substring(start, next), start + 1);
  }

  private Token quoted(int start, char quote) {
    StringBuilder content = new StringBuilder();
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != quote) {
        content.append(c);
      } else if (i < text.length() && text.charAt(i) == quote) {
        content.append(quote);
        i++;
      } else {
        next = i;
        return new Token(
            quote == '"' ? Kind.QUOTED_NAME : Kind.TEXT, content.toString(), start + 1);
      }
    }
    throw OmenException.invalid(
        "where",
        "Expected the closing "
            + quote
            + " of the quote at position "
            + (start + 1)
            + ", found the"
            + " end",
        "write a quote inside a text twice");
  }

  private boolean isNumberStart(int at) {
    char c = text.charAt(at);
    int digit = c == '-' || c == '+' ? at + 1 : at;
    digit = digit < text.length() && text.charAt(digit) == '.' ? digit + 1 : digit;
    return digit < text.length() && PredicateText.isDigit(text.charAt(digit));
  }

  /** Everything that can belong to a number, and letters behind it, for the parser to judge. */
  private Token number(int start) {
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      char before = text.charAt(i - 1);
      boolean sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
      if (!sign && c != '.' && !PredicateText.isWordPart(c)) {
        break;
      }
      i++;
    }
    next = i;
    return new Token(Kind.NUMBER, text.substring(start, i), start + 1);
  }

  private int endOfWord(int start) {
    int end = start + 1;
    while (end < text.length() && PredicateText.isWordPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int symbolLength(int start) {
    String two = text.substring(start, Math.min(text.length(), start + 2));
    return switch (two) {
      case "<=", ">=", "!=", "<>" -> 2;
      default -> 1;
    };
  }
}
