package io.omendb.core.commit;

import io.omendb.core.memtable.MemTable;

/**
 * A commit on its way to the log.
 *
 * @param timeMicros since 1970
 * @param memTable where its rows are: commits of two memtables never share a log record, for the
 *     log is trimmed by memtables
 */
record LoggedCommit(long seq, long timeMicros, PreparedBatch batch, MemTable memTable) {}
