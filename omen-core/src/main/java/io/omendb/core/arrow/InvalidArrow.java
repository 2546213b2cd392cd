package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import org.jspecify.annotations.Nullable;

/** The errors of foreign Arrow data. */
final class InvalidArrow {
  private static final int SHOWN_LENGTH = 200;

  private InvalidArrow() {}

  /** A text of the data, cut to what an error can carry. */
  static String shown(String text) {
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "...";
  }

  /** Data that breaks Arrow's rules. */
  static OmenException data(String what) {
    return data(what, null);
  }

  static OmenException data(String what, @Nullable Throwable cause) {
    return new OmenException(
        ErrorCode.INVALID_DATA, "Malformed Arrow data: " + shown(what), null, null, cause);
  }

  /** Data that is right in itself but has no place in a collection. */
  static OmenException field(String field, String what, @Nullable String remedy) {
    return new OmenException(
        ErrorCode.INVALID_DATA,
        "Arrow field '" + shown(field) + "' " + what,
        shown(field),
        remedy,
        null);
  }
}
