package io.omendb.core.commit;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import org.jspecify.annotations.Nullable;

/** A batch whose caller waits for its commit, and what became of it. Under the pipeline's lock. */
final class PendingCommit {
  private final PreparedBatch batch;
  private boolean done;
  private long seq;
  private @Nullable RuntimeException failure;

  PendingCommit(PreparedBatch batch) {
    this.batch = batch;
  }

  /** One that is not even queued. */
  static PendingCommit refused(OmenException refusal) {
    PendingCommit commit = new PendingCommit(PreparedBatch.EMPTY);
    commit.fail(refusal);
    return commit;
  }

  PreparedBatch batch() {
    return batch;
  }

  /** The sequence number; of a batch that writes nothing that of the commit before. */
  long seq() {
    return seq;
  }

  boolean isDone() {
    return done;
  }

  /** Numbers a batch, or says why it will not be committed. */
  void decide(long number, @Nullable RuntimeException refusal) {
    seq = number;
    failure = refusal;
  }

  /** Committed, or refused before. */
  void finish() {
    done = true;
  }

  /** Nothing of its group was committed. */
  void fail(Throwable cause) {
    failure =
        cause instanceof RuntimeException unchecked
            ? unchecked
            : new OmenException(ErrorCode.INTERNAL, "The commit failed: " + cause, cause);
    done = true;
  }

  /** The sequence number once it is done; throws what it failed of. */
  long result() {
    if (failure != null) {
      throw failure;
    }
    return seq;
  }
}
