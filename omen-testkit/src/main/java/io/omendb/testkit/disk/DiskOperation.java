package io.omendb.testkit.disk;

/** What an engine asks of a {@link SimulatedDisk}; each may fail by itself. */
public enum DiskOperation {
  /** The replay of the log when an engine opens. */
  OPEN(false),
  /** A batch at the end of the log, in the page cache. */
  APPEND(true),
  /** The fsync of the log. */
  SYNC(true),
  /** A read of one key. */
  GET(false),
  /** The begin of a scan. */
  SCAN(false),
  /** The next entry of a scan. */
  NEXT(false),
  /** A new file under a temporary name. */
  CREATE_FILE(true),
  /** Some bytes of a file, in the page cache. */
  WRITE_FILE(true),
  /** The fsync of a file. */
  SYNC_FILE(true),
  /** A file gets its name. */
  RENAME(true),
  /** The fsync of the directory, which makes names durable. */
  SYNC_DIRECTORY(true),
  /** A name goes. */
  DELETE_FILE(true),
  /** A file is opened for reading. */
  OPEN_FILE(false),
  /** The names are listed. */
  LIST_FILES(false);

  private final boolean change;

  DiskOperation(boolean change) {
    this.change = change;
  }

  /** Whether it writes; a power cut during a read is one before the next write. */
  public boolean isChange() {
    return change;
  }
}
