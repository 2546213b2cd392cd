package io.omendb.server.answers;

import java.util.Locale;

/** Names as JSON has them. */
public final class FieldNames {
  private FieldNames() {}

  /** The name of a constant in JSON: {@code notAsked} for {@code NOT_ASKED}. */
  public static String camelCase(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
