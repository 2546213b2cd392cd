package io.omendb.server.cli;

import io.omendb.ErrorCode;

/** What the process ends with. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONFLICT = 4;
  static final int CORRUPTION = 5;
  static final int UNAVAILABLE = 6;

  private ExitCode() {}

  /** The exit code of an error. */
  static int of(ErrorCode code) {
    return switch (code) {
      case COLLECTION_NOT_FOUND,
          COLUMN_NOT_FOUND,
          ROW_NOT_FOUND,
          VIEW_NOT_FOUND,
          LOCATION_NOT_FOUND,
          OPERATION_NOT_FOUND,
          ENGINE_NOT_FOUND ->
          NOT_FOUND;
      // The command line was right; what it pointed at was not.
      case INVALID_DATA, UNSUPPORTED_FORMAT, UNAUTHENTICATED, PERMISSION_DENIED -> FAILED;
      default ->
          switch (code.category()) {
            case USER -> WRONG_USAGE;
            case CONFLICT -> CONFLICT;
            case RESOURCE -> UNAVAILABLE;
            case CORRUPTION -> CORRUPTION;
            case INTERNAL -> FAILED;
          };
    };
  }
}
