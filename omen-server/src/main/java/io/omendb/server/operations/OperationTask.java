package io.omendb.server.operations;

import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.operations.Operation.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One operation under way: runs its work and keeps how far it is. Safe for concurrent use. */
final class OperationTask implements Runnable, BackupProgress {
  private static final System.Logger LOG = System.getLogger(OperationTask.class.getName());

  private final OperationWork work;
  private volatile boolean cancelled;

  /** Guarded by this. */
  private Operation now;

  OperationTask(String name, Operation.Kind kind, String subject, OperationWork work) {
    this.work = work;
    this.now =
        new Operation(name, kind, subject, State.WAITING, 0, 0, Instant.now(), null, null, null);
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
    set(State.RUNNING, 0, 0, null, null, null);
    return true;
  }

  @Override
  public synchronized void update(long doneBytes, long totalBytes) {
    set(State.RUNNING, doneBytes, totalBytes, null, null, null);
  }

  private synchronized void end(
      State state, @Nullable OmenException error, @Nullable BackupSummary backup) {
    OmenException shown = state == State.FAILED ? error : null;
    set(state, now.doneBytes(), now.totalBytes(), Instant.now(), shown, backup);
  }

  private synchronized void set(
      State state,
      long doneBytes,
      long totalBytes,
      @Nullable Instant ended,
      @Nullable OmenException error,
      @Nullable BackupSummary backup) {
    now =
        new Operation(
            now.name(),
            now.kind(),
            now.subject(),
            state,
            doneBytes,
            totalBytes,
            now.started(),
            ended,
            error,
            backup);
  }
}
