package io.omendb;

/** What an acknowledged commit has survived. */
public enum Durability {
  /** The commit is on stable storage (fsynced) before the acknowledgement. The default. */
  SYNC,
  /** The commit is in the log's buffer; a crash may lose a suffix of such commits. */
  ASYNC
}
