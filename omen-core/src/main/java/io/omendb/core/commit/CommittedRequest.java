package io.omendb.core.commit;

import java.util.UUID;

/**
 * A commit that had the id of a request.
 *
 * @param seq of the commit
 * @param checksum CRC-32C of its encoded operations, by which another batch of that id is told
 */
record CommittedRequest(UUID id, long seq, int checksum) {}
