package io.omendb;

/**
 * The reason of an {@link OmenException}. The names are part of the outside contract: they appear
 * in the command line's {@code error:} line and as the {@code reason} of a gRPC {@code ErrorInfo}.
 */
public enum ErrorCode {
  /** An argument is outside its bounds; the message names the field and the bound. */
  INVALID_ARGUMENT(Category.USER),
  /** The name of a collection or column is not allowed. */
  INVALID_NAME(Category.USER),
  /** Schema text or a column list is malformed. */
  INVALID_SCHEMA(Category.USER),
  /** A value does not fit its column: wrong type, wrong dimension, NaN in a vector, null. */
  INVALID_VALUE(Category.USER),
  /** A batch, value or result is larger than a limit of {@link Limits} or of the configuration. */
  LIMIT_EXCEEDED(Category.USER),
  /** Input data (a CSV line, an Arrow message) cannot be parsed. */
  INVALID_DATA(Category.USER),
  /** No collection of that name. */
  COLLECTION_NOT_FOUND(Category.USER),
  /** No column of that name in the schema. */
  COLUMN_NOT_FOUND(Category.USER),
  /** No row under that key, where a row was required. */
  ROW_NOT_FOUND(Category.USER),
  /** No view of that name on the server: it was closed, or unused for too long. */
  VIEW_NOT_FOUND(Category.USER),
  /** No file, directory or database at that place. */
  LOCATION_NOT_FOUND(Category.USER),
  /** No long-running operation of that name. */
  OPERATION_NOT_FOUND(Category.USER),
  /** No engine or database provider of that name is on the class path or usable here. */
  ENGINE_NOT_FOUND(Category.USER),
  /** The request is well formed but not supported by this build. */
  UNSUPPORTED(Category.USER),
  /** The server wants a token, and the call has none that it knows. */
  UNAUTHENTICATED(Category.USER),
  /** The token does not allow the operation, or not on this collection. */
  PERMISSION_DENIED(Category.USER),
  /** The data was written in a format version or by an engine this build does not read. */
  UNSUPPORTED_FORMAT(Category.USER),
  /** A collection of that name exists already. */
  COLLECTION_EXISTS(Category.CONFLICT),
  /** Another process, or another handle in this process, has the data location open. */
  DATABASE_LOCKED(Category.CONFLICT),
  /** A conditional write found another value than expected. */
  CONFLICT(Category.CONFLICT),
  /** The disk is full: writes are refused, reads go on. */
  DISK_FULL(Category.RESOURCE),
  /** An operating-system call failed. */
  IO_ERROR(Category.RESOURCE),
  /** An earlier write or fsync failed, so writes are refused until the database is reopened. */
  READ_ONLY(Category.RESOURCE),
  /** A bounded queue is full; the same request may succeed later. */
  OVERLOADED(Category.RESOURCE),
  /** The database, view or cursor has been closed. */
  CLOSED(Category.RESOURCE),
  /** The server cannot be reached. */
  UNAVAILABLE(Category.RESOURCE),
  /** The caller cancelled the call or its deadline passed. */
  CANCELLED(Category.RESOURCE),
  /** Stored bytes fail their checksum or contradict each other. */
  CORRUPTION(Category.CORRUPTION),
  /** A defect of OmenDB itself. */
  INTERNAL(Category.INTERNAL);

  /** Who can do something about an error. */
  public enum Category {
    /** The caller: the request is wrong. */
    USER,
    /** The caller, by trying again on fresh state. */
    CONFLICT,
    /** The operator: disk, memory, load, availability. */
    RESOURCE,
    /** Nobody without a backup: stored data is damaged. */
    CORRUPTION,
    /** The developers of OmenDB. */
    INTERNAL
  }

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  /** Who can do something about it. */
  public Category category() {
    return category;
  }
}
