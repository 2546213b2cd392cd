package io.omendb.predicate;

import io.omendb.OmenException;

/** Which texts can stand in a predicate, and how they are quoted. */
final class TextRules {
  private TextRules() {}

  /** Refuses what no utf8 column can hold. */
  static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw OmenException.invalid(
              "where", "A text of the predicate has a lone surrogate at " + i, null);
        }
        i++;
      }
    }
  }

  /** The text between quotes, with quotes inside doubled. */
  static String quoted(String text, char quote) {
    String one = String.valueOf(quote);
    return one + text.replace(one, one + one) + one;
  }

  /** The pattern of LIKE that says "begins with". */
  static String pattern(String prefix) {
    return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
