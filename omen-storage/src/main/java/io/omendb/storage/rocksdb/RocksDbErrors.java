package io.omendb.storage.rocksdb;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.SubCode;

/** Turns RocksDB's errors on one directory into ours. */
final class RocksDbErrors {
  /** RocksDB names the damaged table and block at the end of its message. */
  private static final Pattern PLACE = Pattern.compile(" in (.+) offset (\\d+) size \\d+");

  /** RocksDB names the file before the operating system's reason. */
  private static final Pattern MISSING = Pattern.compile("(/.+): No such file or directory");

  private final Path directory;

  /** Whether a write has failed for want of space. */
  private volatile boolean diskFull;

  RocksDbErrors(Path directory) {
    this.directory = directory;
  }

  OmenException translate(String operation, RocksDBException e) {
    String what = operation + " in " + directory;
    Status status = e.getStatus();
    if (status == null) {
      return OmenException.io(what, new IOException(e.getMessage(), e));
    }
    return switch (status.getCode()) {
      case Corruption -> corruption(operation, e);
      case IOError -> ioError(what, status, e);
      case ShutdownInProgress -> new OmenException(ErrorCode.CLOSED, detail(what, e), e);
      case Busy, TimedOut, TryAgain, Incomplete, Aborted ->
          new OmenException(
              ErrorCode.OVERLOADED, detail(what, e), null, "try again when there is less load", e);
      default -> new OmenException(ErrorCode.INTERNAL, detail(what, e), e);
    };
  }

  private OmenException corruption(String operation, RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    Matcher place = PLACE.matcher(message);
    OmenException result =
        place.find()
            ? new CorruptionException(
                place.group(1), Long.parseLong(place.group(2)), operation + ": " + message)
            : new CorruptionException(directory.toString(), -1, operation + ": " + message);
    result.addSuppressed(e); // a corruption takes no cause
    return result;
  }

  private OmenException ioError(String what, Status status, RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    // A file that could not be written is not written again, with an error that no longer says why.
    boolean repeated = diskFull && message.contains("Seen error");
    if (status.getSubCode() == SubCode.NoSpace || repeated) {
      diskFull = true;
      return new OmenException(
          ErrorCode.DISK_FULL, detail(what, e), null, "free disk space and reopen the database", e);
    }
    if (message.contains("lock file") || message.contains("lock hold by current process")) {
      return new OmenException(
          ErrorCode.DATABASE_LOCKED,
          detail(what, e),
          null,
          "close the tool that has this RocksDB directory open",
          e);
    }
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      OmenException result = new CorruptionException(missing.group(1), -1, "the file is missing");
      result.addSuppressed(e); // a corruption takes no cause
      return result;
    }
    return OmenException.io(what, new IOException(message, e));
  }

  private static String detail(String what, RocksDBException e) {
    return what + ": " + e.getMessage();
  }
}
