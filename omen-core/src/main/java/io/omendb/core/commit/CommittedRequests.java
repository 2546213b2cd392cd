package io.omendb.core.commit;

import io.omendb.Limits;
import io.omendb.OmenException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last commits of a collection that had the id of a request, so that a batch that is sent again
 * is not written again. Under the pipeline's lock.
 */
final class CommittedRequests {
  private final SequencedMap<UUID, CommittedRequest> inOrder = new LinkedHashMap<>();

  /** Notes a commit, later than those before; the oldest is forgotten where there are too many. */
  void add(CommittedRequest request) {
    // One that was forgotten may come again, and its old record may still be read at an open.
    inOrder.putLast(request.id(), request);
    if (inOrder.size() > Limits.REMEMBERED_REQUESTS) {
      inOrder.pollFirstEntry();
    }
  }

  /** Notes the commit of a batch, if it had an id. */
  void add(PreparedBatch batch, long seq) {
    UUID id = batch.requestId();
    if (id != null) {
      add(new CommittedRequest(id, seq, batch.checksum()));
    }
  }

  /**
   * The commit of a batch that was sent before; null where it was not, or is no longer known.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where another batch had its
   *     id
   */
  @Nullable CommittedRequest find(PreparedBatch batch) {
    UUID id = batch.requestId();
    CommittedRequest known = id == null ? null : inOrder.get(id);
    if (known != null && known.checksum() != batch.checksum()) {
      throw OmenException.invalid(
          "requestId",
          "Another batch had the request id " + id + ", in commit " + known.seq(),
          "make an id for each batch; send one again with the same operations only");
    }
    return known;
  }
}
