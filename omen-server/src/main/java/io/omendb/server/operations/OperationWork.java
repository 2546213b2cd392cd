package io.omendb.server.operations;

import io.omendb.BackupSummary;
import org.jspecify.annotations.Nullable;

/** What an operation does. */
@FunctionalInterface
public interface OperationWork {
  /**
   * Does it, and ends where {@link io.omendb.Cancellation} says so, if it can.
   *
   * @param progress to be told
   * @return the backup, where one was made
   * @throws io.omendb.OmenException where it cannot
   */
  @Nullable BackupSummary run(OperationProgress progress);
}
