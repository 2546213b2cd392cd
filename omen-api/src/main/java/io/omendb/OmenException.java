package io.omendb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked root of all errors: a code, what happened, where it applies the field of the
 * request at fault, and what the reader can do about it.
 */
public class OmenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String what;
  private final @Nullable String field;
  private final @Nullable String remedy;

  /** An error with all its parts; {@code field}, {@code remedy} and {@code cause} may be null. */
  public OmenException(
      ErrorCode code,
      String what,
      @Nullable String field,
      @Nullable String remedy,
      @Nullable Throwable cause) {
    super(remedy == null ? what : what + " (" + remedy + ")", cause);
    this.code = code;
    this.what = what;
    this.field = field;
    this.remedy = remedy;
  }

  /** An error that is not the fault of one field. */
  public OmenException(ErrorCode code, String what) {
    this(code, what, null, null, null);
  }

  /** An error with what the reader can do about it. */
  public OmenException(ErrorCode code, String what, String remedy) {
    this(code, what, null, remedy, null);
  }

  /** An error with its cause. */
  public OmenException(ErrorCode code, String what, Throwable cause) {
    this(code, what, null, null, cause);
  }

  /** A value of the request that is outside its bounds; {@code what} gives value and bound. */
  public static OmenException invalid(String field, String what, @Nullable String remedy) {
    return new OmenException(ErrorCode.INVALID_ARGUMENT, what, field, remedy, null);
  }

  /** A failed operating-system call; a full disk gets its own code. */
  public static OmenException io(String what, java.io.IOException cause) {
    String detail =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (detail.contains("No space left on device") || detail.contains("Disk quota exceeded")) {
      return new OmenException(
          ErrorCode.DISK_FULL,
          what + ": " + detail,
          null,
          "free disk space and reopen the database",
          cause);
    }
    return new OmenException(ErrorCode.IO_ERROR, what + ": " + detail, cause);
  }

  /** The reason. */
  public final ErrorCode code() {
    return code;
  }

  /** What happened, without the remedy. */
  public final String what() {
    return what;
  }

  /** The field of the request at fault, where it is one field. */
  public final Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What the reader can do about it. */
  public final Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }
}
