package io.omendb.server.operations;

import io.omendb.BackupSummary;
import io.omendb.OmenException;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Long work as it is at one moment.
 *
 * @param name given by {@link Operations}, unlike any other
 * @param kind what is done
 * @param subject what it is done to
 * @param state where it stands
 * @param doneRows rows imported or exported; 0 where they are not counted
 * @param totalRows rows to export; 0 where that is not known
 * @param doneBytes bytes written, of an import read; 0 where they are not counted
 * @param totalBytes bytes to write or read; 0 where that is not known
 * @param started when it was started
 * @param ended when it ended; null before
 * @param error why it failed; null otherwise
 * @param backup the backup that was made; null before, and for other kinds
 */
public record Operation(
    String name,
    Kind kind,
    String subject,
    State state,
    long doneRows,
    long totalRows,
    long doneBytes,
    long totalBytes,
    Instant started,
    @Nullable Instant ended,
    @Nullable OmenException error,
    @Nullable BackupSummary backup) {

  /** What an operation does. */
  public enum Kind {
    /** Copies the database. */
    BACKUP,
    /** Writes commits into segments. */
    FLUSH,
    /** Rewrites segments. */
    MERGE,
    /** Reads a file of the server into a collection. */
    IMPORT,
    /** Writes a collection into a file of the server. */
    EXPORT
  }

  /** Where an operation stands. */
  public enum State {
    /** Behind others. */
    WAITING,
    /** At work. */
    RUNNING,
    /** Done. */
    SUCCEEDED,
    /** Ended by an error. */
    FAILED,
    /** Given up. */
    CANCELLED
  }

  /** How much is done, 0..1; empty where that cannot be told. */
  public OptionalDouble fraction() {
    if (state == State.SUCCEEDED) {
      return OptionalDouble.of(1);
    }
    if (totalRows > 0) {
      return OptionalDouble.of(Math.min(1, (double) doneRows / totalRows));
    }
    return totalBytes > 0
        ? OptionalDouble.of(Math.min(1, (double) doneBytes / totalBytes))
        : OptionalDouble.empty();
  }

  /** Whether nothing will change any more. */
  public boolean hasEnded() {
    return state != State.WAITING && state != State.RUNNING;
  }
}
