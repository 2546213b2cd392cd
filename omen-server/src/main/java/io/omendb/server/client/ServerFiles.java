package io.omendb.server.client;

import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.predicate.Predicate;
import io.omendb.server.transfer.Transferred;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports and exports that a server does by itself, on files of its own disk. A {@link
 * io.omendb.Database} that was opened with a {@code grpc:} or {@code grpcs:} URI is one. Files are
 * named relative to {@code server.transfer-dir} of the server; their names end in .csv, .jsonl or
 * .arrow, and .gz behind it. Both methods follow the work to its end, and cancel it where the
 * caller is interrupted. Safe for concurrent use.
 */
public interface ServerFiles {
  /**
   * Imports a file into a collection; returns how many rows.
   *
   * @param keyColumn the field that is the row's key
   * @param bulk whether all rows are loaded at once, past the log, or none
   * @param progress is told how far it is
   * @throws io.omendb.OmenException {@link ErrorCode#UNSUPPORTED} where the server has no directory
   *     for files, {@link ErrorCode#LOCATION_NOT_FOUND} where it has no such file, {@link
   *     ErrorCode#INVALID_DATA} naming the line that cannot be imported
   */
  long importFile(
      String collection,
      String file,
      String keyColumn,
      boolean bulk,
      Consumer<Transferred> progress);

  /**
   * Exports rows of a collection into a file, which is replaced where it is there; returns how many
   * rows.
   *
   * @param where only rows for which this is true; null for all
   * @param progress is told how far it is
   * @throws io.omendb.OmenException {@link ErrorCode#UNSUPPORTED} where the server has no directory
   *     for files
   */
  long exportFile(
      String collection,
      String file,
      KeyRange keys,
      @Nullable Predicate where,
      Consumer<Transferred> progress);
}
