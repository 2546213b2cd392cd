package io.omendb.core.commit;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.memtable.MemTable;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Orders the commits of one collection: log, then memtable, then acknowledgement. Safe for
 * concurrent use.
 *
 * <p>Group commit: callers queue their batches and then compete for the lock; whoever gets it
 * writes everything that is queued with one fsync, and the others find theirs done.
 */
public final class CommitPipeline {
  /** What the pipeline asks of the collection. Called with the pipeline's lock held. */
  public interface Target {
    /** The memtable that takes the next commit. */
    MemTable active();

    /** Called after commits became visible; may freeze the memtable. */
    void committed();

    /** Waits until there is room for more; may release and retake the lock. */
    void awaitRoom();

    /** Fails where the collection is closed or dropped. */
    void checkOpen();
  }

  private static final class Pending {
    final PreparedBatch batch;
    final Durability durability;
    boolean done;
    long seq;
    @Nullable RuntimeException failure;

    Pending(PreparedBatch batch, Durability durability) {
      this.batch = batch;
      this.durability = durability;
    }
  }

  /** Encoded bytes of one group, so that a group stays one short write. */
  private static final int GROUP_BYTES = 16 << 20;

  private final StorageEngine storage;
  private final int collection;
  private final Schema schema;
  private final RowCodec codec;
  private final WriteFence fence;
  private final Target target;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Pending> queue = new ConcurrentLinkedQueue<>();
  private volatile long visibleSeq;

  /** A pipeline whose log and memtable are empty; {@link #recover} comes first. */
  public CommitPipeline(
      StorageEngine storage, int collection, Schema schema, WriteFence fence, Target target) {
    this.storage = storage;
    this.collection = collection;
    this.schema = schema;
    this.codec = new RowCodec(schema);
    this.fence = fence;
    this.target = target;
  }

  /** The last commit that readers may see. */
  public long visibleSeq() {
    return visibleSeq;
  }

  /** The lock that {@link Target} methods are called under. */
  public ReentrantLock lock() {
    return lock;
  }

  /**
   * Replays the log after a commit that segments already hold.
   *
   * @throws CorruptionException naming the log record that is damaged or missing
   */
  public void recover(long flushedSeq) {
    lock.lock();
    try {
      visibleSeq = flushedSeq;
      replayLog();
    } finally {
      lock.unlock();
    }
  }

  private void replayLog() {
    try (StorageCursor cursor =
        storage.scan(
            StorageKeys.log(collection, visibleSeq + 1), StorageKeys.endOfLog(collection))) {
      while (cursor.next()) {
        long expected = visibleSeq + 1;
        byte[] key = cursor.key();
        long seq = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
        if (seq != expected) {
          throw new CorruptionException(
              "log of collection " + collection, -1, "commit " + expected + " is missing");
        }
        CommitRecord.read(seq, cursor.value(), codec).applyTo(target.active(), seq);
        visibleSeq = seq;
        target.committed();
      }
    }
  }

  /** Commits a batch; returns its seq once it is as durable as asked and visible. */
  public long commit(WriteBatch batch, Durability durability) {
    target.checkOpen();
    fence.check();
    PreparedBatch prepared = PreparedBatch.of(batch, schema, codec);
    if (prepared.size() == 0) {
      return visibleSeq;
    }
    Pending own = new Pending(prepared, durability);
    queue.add(own);
    lock.lock();
    try {
      while (!own.done) {
        target.awaitRoom();
        if (!own.done) {
          writeGroup();
        }
      }
    } finally {
      lock.unlock();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    return own.seq;
  }

  private void writeGroup() {
    List<Pending> group = takeGroup();
    try {
      target.checkOpen();
      fence.check();
      logAndApply(group);
    } catch (RuntimeException | Error failure) {
      fail(group, failure);
      return;
    }
    visibleSeq = group.getLast().seq;
    group.forEach(pending -> pending.done = true);
    target.committed();
  }

  private List<Pending> takeGroup() {
    List<Pending> group = new ArrayList<>();
    long bytes = 0;
    for (Pending pending = queue.poll(); pending != null; pending = queue.poll()) {
      group.add(pending);
      bytes += pending.batch.encoded().length;
      if (bytes >= GROUP_BYTES) {
        break;
      }
    }
    return group;
  }

  private void logAndApply(List<Pending> group) {
    long time = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long seq = visibleSeq;
    Durability durability = Durability.ASYNC;
    StorageBatch records = new StorageBatch();
    for (Pending pending : group) {
      pending.seq = ++seq;
      records.put(StorageKeys.log(collection, seq), CommitRecord.write(seq, time, pending.batch));
      if (pending.durability == Durability.SYNC) {
        durability = Durability.SYNC;
      }
    }
    try {
      storage.write(records, durability);
      MemTable active = target.active();
      for (Pending pending : group) {
        pending.batch.applyTo(active, pending.seq);
      }
    } catch (RuntimeException | Error failure) {
      fence.close(failure);
      throw failure;
    }
  }

  private static void fail(List<Pending> group, Throwable failure) {
    for (Pending pending : group) {
      pending.failure =
          failure instanceof RuntimeException unchecked
              ? unchecked
              : new OmenException(ErrorCode.INTERNAL, "The commit failed: " + failure, failure);
      pending.done = true;
    }
  }
}
