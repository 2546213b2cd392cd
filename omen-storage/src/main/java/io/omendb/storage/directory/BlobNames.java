package io.omendb.storage.directory;

import io.omendb.OmenException;
import java.util.regex.Pattern;

/** The names that blobs may have: all are file names on every system. */
public final class BlobNames {
  private static final String RULE = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}";
  private static final Pattern PATTERN = Pattern.compile(RULE);

  private BlobNames() {}

  /** Whether the name is allowed. */
  public static boolean isValid(String name) {
    return PATTERN.matcher(name).matches();
  }

  /**
   * Refuses a name that is not allowed.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT}
   */
  public static void check(String name) {
    if (!isValid(name)) {
      throw OmenException.invalid("name", "blob name '" + name + "' does not match " + RULE, null);
    }
  }

  /** The error for a new blob whose name is taken. */
  public static OmenException inUse(String name) {
    return OmenException.invalid(
        "name", "blob name '" + name + "' is in use", "blobs are immutable: choose a new name");
  }
}
