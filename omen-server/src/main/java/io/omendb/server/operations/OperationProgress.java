package io.omendb.server.operations;

import io.omendb.BackupProgress;

/** How far work is: in bytes, or in rows and bytes. */
public interface OperationProgress extends BackupProgress {
  /**
   * Rows are done.
   *
   * @param totalRows rows that there are; 0 where that is not known
   * @param doneBytes bytes that are read or written
   * @param totalBytes bytes that there are; 0 where that is not known
   */
  void rows(long doneRows, long totalRows, long doneBytes, long totalBytes);
}
