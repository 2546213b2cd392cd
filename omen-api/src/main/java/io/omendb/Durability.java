package io.omendb;

/** What an acknowledged commit has survived. */
public enum Durability {
  /** The commit is on stable storage (fsynced) before the acknowledgement. The default. */
  SYNC,
  /**
   * The commit is visible, but may still wait in the memory of the process for the log. A crash
   * loses at most a suffix of such commits, whose age and size {@link
   * DatabaseOptions.Key#LOG_DELAY_MS} and {@link DatabaseOptions.Key#LOG_BYTES} bound.
   */
  ASYNC
}
