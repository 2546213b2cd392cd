package io.omendb.server.values;

import io.omendb.OmenException;
import java.util.UUID;
import java.util.regex.Pattern;

/** The text form of the ids of requests. */
public final class RequestIds {
  /** {@link UUID#fromString} takes shorter groups too, so that two texts would be one id. */
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private RequestIds() {}

  /**
   * Reads an id.
   *
   * @param field where it comes from, for the error
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT}
   */
  public static UUID parse(String field, String text) {
    if (!FORM.matcher(text).matches()) {
      throw OmenException.invalid(
          field,
          field + " is no UUID",
          "make one for each write, such as 123e4567-e89b-12d3-a456-426614174000");
    }
    return UUID.fromString(text);
  }
}
