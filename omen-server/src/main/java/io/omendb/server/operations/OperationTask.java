package io.omendb.server.operations;

import io.omendb.BackupSummary;
import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.operations.Operation.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One operation under way: runs its work and keeps how far it is. Safe for concurrent use. */
final class OperationTask implements Runnable, OperationProgress {
  private static final System.Logger LOG = System.getLogger(OperationTask.class.getName());

  private final OperationWork work;
  private volatile boolean cancelled;

  /** Guarded by this. */
  private Operation now;

  OperationTask(String name, Operation.Kind kind, String subject, OperationWork work) {
    this.work = work;
    this.now =
        new Operation(
            name, kind, subject, State.WAITING, 0, 0, 0, 0, Instant.now(), null, null, null);
  }

  synchronized Operation now() {
    return now;
  }

  /** Asks the work to end; it does not begin where it has not. */
  synchronized void cancel() {
    cancelled = true;
    if (now.state() == State.WAITING) {
      end(State.CANCELLED, null, null);
    }
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    try {
      BackupSummary[] made = new BackupSummary[1];
      Cancellation.run(() -> cancelled, () -> made[0] = work.run(this));
      end(State.SUCCEEDED, null, made[0]);
    } catch (OmenException e) {
      end(e.code() == ErrorCode.CANCELLED ? State.CANCELLED : State.FAILED, e, null);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "Operation " + now().name() + " failed", e);
      end(
          State.FAILED,
          new OmenException(ErrorCode.INTERNAL, "A defect; the server's log has the cause", e),
          null);
    }
  }

  private synchronized boolean begin() {
    if (now.state() != State.WAITING) {
      return false;
    }
    rows(0, 0, 0, 0);
    return true;
  }

  @Override
  public synchronized void update(long doneBytes, long totalBytes) {
    rows(0, 0, doneBytes, totalBytes);
  }

  @Override
  public synchronized void rows(long doneRows, long totalRows, long doneBytes, long totalBytes) {
    now =
        new Operation(
            now.name(),
            now.kind(),
            now.subject(),
            State.RUNNING,
            doneRows,
            totalRows,
            doneBytes,
            totalBytes,
            now.started(),
            null,
            null,
            null);
  }

  private synchronized void end(
      State state, @Nullable OmenException error, @Nullable BackupSummary backup) {
    OmenException shown = state == State.FAILED ? error : null;
    now =
        new Operation(
            now.name(),
            now.kind(),
            now.subject(),
            state,
            now.doneRows(),
            now.totalRows(),
            now.doneBytes(),
            now.totalBytes(),
            now.started(),
            Instant.now(),
            shown,
            backup);
  }
}
