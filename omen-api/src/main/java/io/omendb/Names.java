package io.omendb;

/** The rules for the names of collections and columns. */
public final class Names {
  private static final int SHOWN_LENGTH = 80;

  private Names() {}

  /**
   * Checks a collection's name.
   *
   * @throws OmenException {@link ErrorCode#INVALID_NAME}
   */
  public static void checkCollection(String name) {
    check("collection", name);
  }

  static void checkColumn(String name) {
    check("column", name);
    if (name.equals("key")) {
      throw new OmenException(
          ErrorCode.INVALID_NAME,
          "The column name 'key' is reserved for the row's key",
          "column",
          "choose another name",
          null);
    }
  }

  private static void check(String what, String name) {
    boolean valid =
        !name.isEmpty() && name.length() <= Limits.MAX_NAME_LENGTH && isLower(name.charAt(0));
    for (int i = 1; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid = isLower(c) || (c >= '0' && c <= '9') || c == '_';
    }
    if (!valid) {
      throw new OmenException(
          ErrorCode.INVALID_NAME,
          "The " + what + " name '" + printable(name) + "' does not match [a-z][a-z0-9_]{0,62}",
          what,
          "use lower-case letters, digits and underscores, starting with a letter",
          null);
    }
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The text with control characters escaped and cut after {@value #SHOWN_LENGTH}. */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    int i = 0;
    for (; i < text.length() && shown.length() < SHOWN_LENGTH; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return i == text.length() ? shown.toString() : shown + "... (" + text.length() + " characters)";
  }
}
