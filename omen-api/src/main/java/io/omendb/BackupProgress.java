package io.omendb;

/** Is told how far a backup is, by the thread that makes it. */
@FunctionalInterface
public interface BackupProgress {
  /** Nobody asks. */
  BackupProgress NONE = (doneBytes, totalBytes) -> {};

  /**
   * More has been copied.
   *
   * @param doneBytes bytes of segments that have been copied
   * @param totalBytes bytes of all segments; never less
   */
  void update(long doneBytes, long totalBytes);
}
