package io.omendb.core.commit;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.WriteBatch.Absent;
import io.omendb.WriteBatch.Condition;
import io.omendb.WriteBatch.Unchanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the conditions of the batches of one group: each sees the committed rows and the batches
 * of the group before it. For one thread, under the pipeline's lock.
 */
final class ConditionCheck {
  private final CommitPipeline.Target target;
  private final Map<Long, KeyState> written = new HashMap<>();

  ConditionCheck(CommitPipeline.Target target) {
    this.target = target;
  }

  /**
   * Looks at conditions in their order.
   *
   * @throws OmenException {@link ErrorCode#CONFLICT} of the first that does not hold
   */
  void require(List<Condition> conditions) {
    for (Condition condition : conditions) {
      KeyState present = written.get(condition.key());
      OmenException failure =
          failure(condition, present == null ? target.state(condition.key()) : present);
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static @Nullable OmenException failure(Condition condition, KeyState present) {
    return switch (condition) {
      case Absent absent ->
          present.exists()
              ? conflict(
                  "requireAbsent",
                  "There is a row with key " + absent.key() + ", of commit " + present.seq(),
                  "replace it with a condition on that commit, or leave it")
              : null;
      case Unchanged unchanged ->
          present.seq() > unchanged.seq()
              ? conflict(
                  "requireUnchanged",
                  "The row with key "
                      + unchanged.key()
                      + (present.exists() ? " was written" : " may have been deleted")
                      + " by commit "
                      + present.seq()
                      + ", after "
                      + unchanged.seq(),
                  "read it again and decide anew")
              : null;
    };
  }

  private static OmenException conflict(String field, String what, String remedy) {
    return new OmenException(ErrorCode.CONFLICT, what, field, remedy, null);
  }

  /** Notes what a batch that will be committed writes. */
  void add(PreparedBatch batch, long seq) {
    batch.forEachKey((key, deleted) -> written.put(key, new KeyState(!deleted, seq)));
  }
}
