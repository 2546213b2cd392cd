package io.omendb.core.commit;

import io.omendb.Limits;
import io.omendb.OmenException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last commits of a collection that had the id of a request, so that a batch that is sent again
 * is not written again. Under the pipeline's lock.
 */
final class CommittedRequests {
  private final Map<UUID, CommittedRequest> inOrder = new LinkedHashMap<>();

  /** Notes a commit, later than those before; the oldest is forgotten where there are too many. */
  void add(CommittedRequest request) {
    inOrder.put(request.id(), request);
    if (inOrder.size() > Limits.REMEMBERED_REQUESTS) {
      Iterator<CommittedRequest> oldest = inOrder.values().iterator();
      oldest.next();
      oldest.remove();
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
