package io.omendb;

/**
 * A collection as it was at one commit. Later commits, flushes and merges do not change what it
 * reads; what it needs is kept until it is closed.
 */
public interface View extends RowReader, AutoCloseable {
  /** The commit sequence number the view reads at. */
  long seq();

  /** Releases what the view pins. Idempotent; reads after it fail with {@link ErrorCode#CLOSED}. */
  @Override
  void close();
}
