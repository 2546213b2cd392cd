package io.omendb.core.commit;

import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Batches of several callers that share one write of the log. Under the pipeline's lock. */
final class CommitGroup {
  /** Encoded bytes of one group, so that a group stays one short write. */
  private static final int GROUP_BYTES = 16 << 20;

  private final List<PendingCommit> members = new ArrayList<>();

  private CommitGroup() {}

  /** What waits in the queue, as far as it fits. */
  static CommitGroup take(Queue<PendingCommit> queue) {
    CommitGroup group = new CommitGroup();
    long bytes = 0;
    while (bytes < GROUP_BYTES) {
      PendingCommit next = queue.poll();
      if (next == null) {
        break;
      }
      group.members.add(next);
      bytes += next.batch().encoded().length;
    }
    return group;
  }

  /**
   * Numbers the batches whose conditions hold; the others are given their error, and one that was
   * sent before the number it has had since.
   *
   * @param visibleSeq the last commit before the group
   * @param requests is told of those that will be written
   * @return those that write something
   */
  List<PendingCommit> checked(
      CommitPipeline.Target target, long visibleSeq, CommittedRequests requests) {
    ConditionCheck check = new ConditionCheck(target);
    boolean conditional =
        members.stream().anyMatch(pending -> !pending.batch().conditions().isEmpty());
    List<PendingCommit> writes = new ArrayList<>();
    long seq = visibleSeq;
    for (PendingCommit pending : members) {
      PreparedBatch batch = pending.batch();
      try {
        CommittedRequest sentBefore = requests.find(batch);
        if (sentBefore != null) {
          pending.decide(sentBefore.seq(), null);
          continue;
        }
        check.require(batch.conditions());
      } catch (OmenException refusal) {
        pending.decide(seq, refusal);
        continue;
      }
      if (batch.size() > 0) {
        seq++;
        writes.add(pending);
        requests.add(batch, seq);
        if (conditional) {
          check.add(batch, seq);
        }
      }
      pending.decide(seq, null);
    }
    return writes;
  }

  /** Lets the callers go on; returns the last commit that there is now. */
  long acknowledge(long visibleSeq) {
    long last = visibleSeq;
    for (PendingCommit pending : members) {
      last = Math.max(last, pending.seq());
      pending.finish();
    }
    return last;
  }

  /** Tells all callers that the group was not committed. */
  void fail(Throwable failure) {
    members.forEach(pending -> pending.fail(failure));
  }
}
