package io.omendb.core.commit;

import io.omendb.Limits;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The ids of requests beside the log of a collection: a record for each write of the log that had
 * some, in the same atomic write. A flush trims the log and leaves these; they go when there are
 * enough later ones. For one caller at a time.
 *
 * <pre>
 *   record  = request+                       in an {@link Envelope}, under the seq of the first
 *   request = id:2*i64  seq:i64  crc32c:i32  ascending seq
 * </pre>
 */
final class RequestLog {
  /** Removing is a write too, so it is done for many ids together. */
  private static final int SURPLUS = Limits.REMEMBERED_REQUESTS / 8;

  private record Written(long firstSeq, int ids) {}

  private final StorageEngine storage;
  private final int collection;
  private final Deque<Written> records = new ArrayDeque<>();
  private long ids;

  RequestLog(StorageEngine storage, int collection) {
    this.storage = storage;
    this.collection = collection;
  }

  /** Adds the ids of commits to the write that logs them. */
  void add(StorageBatch batch, List<LoggedCommit> commits) {
    RecordWriter out = new RecordWriter();
    Written written = new Written(0, 0);
    for (LoggedCommit commit : commits) {
      UUID id = commit.batch().requestId();
      if (id != null) {
        out.putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putLong(commit.seq())
            .putInt(commit.batch().checksum());
        long first = written.ids() == 0 ? commit.seq() : written.firstSeq();
        written = new Written(first, written.ids() + 1);
      }
    }
    if (written.ids() > 0) {
      batch.put(
          StorageKeys.requests(collection, written.firstSeq()),
          Envelope.wrap(Envelope.Kind.REQUESTS, out.toBytes()));
      count(written);
      trim(batch);
    }
  }

  private void count(Written written) {
    records.add(written);
    ids += written.ids();
  }

  private void trim(StorageBatch batch) {
    if (ids < Limits.REMEMBERED_REQUESTS + SURPLUS) {
      return;
    }
    while (ids - records.getFirst().ids() >= Limits.REMEMBERED_REQUESTS) {
      ids -= records.removeFirst().ids();
    }
    batch.deleteRange(
        StorageKeys.requests(collection, 0),
        StorageKeys.requests(collection, records.getFirst().firstSeq()));
  }

  /**
   * Reads what is there, the oldest first.
   *
   * @throws io.omendb.CorruptionException naming the record that is damaged
   */
  void replay(Consumer<CommittedRequest> consumer) {
    try (StorageCursor cursor =
        storage.scan(StorageKeys.requests(collection, 0), StorageKeys.endOfRequests(collection))) {
      while (cursor.next()) {
        List<CommittedRequest> requests = read(cursor.key(), cursor.value());
        requests.forEach(consumer);
        count(new Written(requests.getFirst().seq(), requests.size()));
      }
    }
  }

  /**
   * The requests of a record, one or more.
   *
   * @throws io.omendb.CorruptionException naming the record
   */
  static List<CommittedRequest> read(byte[] key, byte[] record) {
    long first = StorageKeys.number(key);
    RecordReader in = Envelope.unwrap(Envelope.Kind.REQUESTS, "request ids " + first, record);
    List<CommittedRequest> requests = new ArrayList<>();
    long next = first;
    do {
      UUID id = new UUID(in.getLong(), in.getLong());
      long seq = in.getLong();
      if (seq < next || (requests.isEmpty() && seq != first)) {
        throw in.corrupt("commit " + seq + " where " + next + " was expected");
      }
      requests.add(new CommittedRequest(id, seq, in.getInt()));
      next = seq + 1;
    } while (!in.atEnd());
    return requests;
  }
}
