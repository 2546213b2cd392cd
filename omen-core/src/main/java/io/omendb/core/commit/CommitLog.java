package io.omendb.core.commit;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.record.RowCodec;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of one collection, and the acknowledged commits that have not reached it yet, in the
 * order of their sequence numbers. The pipeline's lock guards everything but {@link #write}.
 */
final class CommitLog {
  /** Encoded bytes of one record: many commits in one, but none that is hard to read back. */
  private static final int RECORD_BYTES = 1 << 20;

  private final StorageEngine storage;
  private final int collection;
  private final RequestLog requests;
  private List<LoggedCommit> waiting = new ArrayList<>();
  private long waitingBytes;

  CommitLog(StorageEngine storage, int collection) {
    this.storage = storage;
    this.collection = collection;
    this.requests = new RequestLog(storage, collection);
  }

  /** Lets a commit wait for the next write. */
  void add(LoggedCommit commit) {
    waiting.add(commit);
    waitingBytes += commit.batch().encoded().length;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Number of commits that wait. */
  int size() {
    return waiting.size();
  }

  /** Encoded bytes of what waits. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** What waits; from now on the caller has to write it, before anything later. */
  List<LoggedCommit> take() {
    List<LoggedCommit> taken = waiting;
    waiting = new ArrayList<>();
    waitingBytes = 0;
    return taken;
  }

  /** Writes commits, one or more, durably and all or none; one caller at a time. */
  void write(List<LoggedCommit> commits) {
    StorageBatch records = new StorageBatch();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < commits.size(); i++) {
      LoggedCommit commit = commits.get(i);
      if (i > from
          && (bytes >= RECORD_BYTES || commit.memTable() != commits.get(i - 1).memTable())) {
        put(records, commits.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += commit.batch().encoded().length;
    }
    put(records, commits.subList(from, commits.size()));
    requests.add(records, commits);
    storage.write(records, Durability.SYNC);
  }

  /** Reads the ids of requests that were committed, the oldest first. */
  void replayRequests(Consumer<CommittedRequest> consumer) {
    requests.replay(consumer);
  }

  /** Takes the commits of one record. */
  interface Replay {
    /** The commits, the first of which is that of {@code seq}. */
    void record(long seq, List<PreparedBatch> commits);
  }

  /**
   * Reads the records after a commit, in order.
   *
   * @throws CorruptionException naming the log record that is damaged or missing
   */
  void replay(long after, RowCodec codec, Replay replay) {
    long expected = after + 1;
    try (StorageCursor cursor =
        storage.scan(StorageKeys.log(collection, expected), StorageKeys.endOfLog(collection))) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        long seq = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
        if (seq != expected) {
          throw new CorruptionException(
              "log of collection " + collection, -1, "commit " + expected + " is missing");
        }
        List<PreparedBatch> commits = CommitRecord.read(seq, cursor.value(), codec);
        replay.record(seq, commits);
        expected += commits.size();
      }
    }
  }

  private void put(StorageBatch records, List<LoggedCommit> commits) {
    records.put(StorageKeys.log(collection, commits.getFirst().seq()), CommitRecord.write(commits));
  }
}
