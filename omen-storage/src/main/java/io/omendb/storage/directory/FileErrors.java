package io.omendb.storage.directory;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Turns a failed file operation into an error that a reader can act on. */
final class FileErrors {
  private FileErrors() {}

  /**
   * @param what the operation with its object, such as {@code "write blob 'a.arrow'"}
   */
  static OmenException failed(String what, IOException cause) {
    return switch (cause) {
      case ClosedByInterruptException e ->
          new OmenException(ErrorCode.CANCELLED, what + ": the thread was interrupted", e);
      case AccessDeniedException e -> permissionDenied(what, e.getFile(), e);
      // The message of these is the bare path; the class name says what is the matter with it.
      case FileSystemException e when e.getReason() == null ->
          new OmenException(
              ErrorCode.IO_ERROR,
              what + ": " + e.getClass().getSimpleName() + " " + e.getFile(),
              e);
      default -> OmenException.io(what, cause);
    };
  }

  static OmenException permissionDenied(String what, String path, @Nullable IOException cause) {
    return new OmenException(
        ErrorCode.IO_ERROR,
        what + ": permission denied: " + path,
        null,
        "let user '" + System.getProperty("user.name") + "' read and write it",
        cause);
  }
}
