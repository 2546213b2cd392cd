package io.omendb.core.commit;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.record.RowCodec;
import io.omendb.spi.storage.StorageEngine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Orders the commits of one collection. Safe for concurrent use.
 *
 * <p>{@code SYNC}: log, then memtable, then acknowledgement. Callers queue their batches and then
 * compete for the lock; whoever gets it writes everything that is queued with one fsync, and the
 * others find theirs done. {@code ASYNC}: memtable, then acknowledgement; the commit waits in
 * {@link CommitLog} for {@link #writeLog}, or for the next {@code SYNC} commit, which takes it
 * along.
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

    /** The newest committed state of a key. */
    KeyState state(long key);

    /** Sees to it that {@link #writeLog} is called: at once, or before the log's delay is over. */
    void logSoon(boolean atOnce);
  }

  private final Schema schema;
  private final RowCodec codec;
  private final WriteFence fence;
  private final Target target;
  private final long logBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition logWritten = lock.newCondition();
  private final ConcurrentLinkedQueue<PendingCommit> queue = new ConcurrentLinkedQueue<>();

  private final LongAdder commitsLogged = new LongAdder();
  private final LongAdder logWrites = new LongAdder();

  // Guarded by lock, but for the visible seq, which only writers read under it.
  private final CommitLog log;
  private final CommittedRequests requests = new CommittedRequests();
  private long bytesInWriting;
  private long lost;
  private boolean writingLog;
  private volatile long visibleSeq;

  /**
   * A pipeline whose log and memtable are empty; {@link #recover} comes first.
   *
   * @param logBytes encoded bytes of {@code ASYNC} commits that may wait for the log
   */
  public CommitPipeline(
      StorageEngine storage,
      int collection,
      Schema schema,
      WriteFence fence,
      long logBytes,
      Target target) {
    this.schema = schema;
    this.codec = new RowCodec(schema);
    this.fence = fence;
    this.logBytes = logBytes;
    this.target = target;
    this.log = new CommitLog(storage, collection);
  }

  /** The last commit that readers may see. */
  public long visibleSeq() {
    return visibleSeq;
  }

  /** Commits that have reached the log since the collection was opened. */
  public long commitsLogged() {
    return commitsLogged.sum();
  }

  /** Durable writes of the log since then. */
  public long logWrites() {
    return logWrites.sum();
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
      log.replay(flushedSeq, codec, this::replayed);
      log.replayRequests(requests::add);
    } finally {
      lock.unlock();
    }
  }

  private void replayed(long firstSeq, List<PreparedBatch> record) {
    long seq = firstSeq;
    for (PreparedBatch batch : record) {
      batch.applyTo(target.active(), seq);
      visibleSeq = seq;
      seq++;
    }
    // Not before: the commits of one record stay in one memtable, by which the log is trimmed.
    target.committed();
  }

  /**
   * Commits a batch; returns its seq once it is as durable as asked and visible.
   *
   * @throws OmenException {@link ErrorCode#CONFLICT} where a condition of the batch does not hold
   */
  public long commit(WriteBatch batch, Durability durability) {
    target.checkOpen();
    fence.check();
    PreparedBatch prepared = PreparedBatch.of(batch, schema, codec);
    if (prepared.size() == 0 && prepared.conditions().isEmpty()) {
      return visibleSeq;
    }
    return durability == Durability.ASYNC ? commitAsync(prepared) : commitSync(prepared);
  }

  /**
   * Commits batches in their order, each by itself; returns what became of each once all are as
   * durable as asked and visible, or refused.
   */
  public List<WriteOutcome> commitAll(List<WriteBatch> batches, Durability durability) {
    return durability == Durability.ASYNC
        ? batches.stream().map(batch -> outcome(() -> commit(batch, Durability.ASYNC))).toList()
        : commitAllSync(batches);
  }

  private static WriteOutcome outcome(LongSupplier commit) {
    try {
      return WriteOutcome.of(commit.getAsLong());
    } catch (OmenException failure) {
      return WriteOutcome.of(failure);
    }
  }

  private List<WriteOutcome> commitAllSync(List<WriteBatch> batches) {
    target.checkOpen();
    fence.check();
    List<PendingCommit> commits = new ArrayList<>(batches.size());
    for (WriteBatch batch : batches) {
      PendingCommit commit;
      try {
        commit = new PendingCommit(PreparedBatch.of(batch, schema, codec));
        queue.add(commit);
      } catch (OmenException refusal) {
        commit = PendingCommit.refused(refusal);
      }
      commits.add(commit);
    }
    await(commits);
    return commits.stream().map(commit -> outcome(commit::result)).toList();
  }

  private long commitAsync(PreparedBatch batch) {
    lock.lock();
    try {
      do {
        target.awaitRoom();
      } while (awaitLogRoom());
      target.checkOpen();
      fence.check();
      CommittedRequest sentBefore = requests.find(batch);
      if (sentBefore != null) {
        return sentBefore.seq();
      }
      new ConditionCheck(target).require(batch.conditions());
      if (batch.size() > 0) {
        applyBeforeLog(batch);
      }
      return visibleSeq;
    } finally {
      lock.unlock();
    }
  }

  private void applyBeforeLog(PreparedBatch batch) {
    long before = log.waitingBytes();
    LoggedCommit commit = next(batch, visibleSeq + 1, now());
    apply(commit);
    log.add(commit);
    requests.add(batch, commit.seq());
    visibleSeq = commit.seq();
    boolean crowded = log.waitingBytes() >= logBytes / 2;
    if (before == 0 || (crowded && before < logBytes / 2)) {
      target.logSoon(crowded);
    }
    target.committed();
  }

  /** Whether the caller had to wait until the log has taken some of what waits for it. */
  private boolean awaitLogRoom() {
    boolean waited = false;
    while (log.waitingBytes() + bytesInWriting >= logBytes) {
      target.checkOpen();
      fence.check();
      logWritten.awaitUninterruptibly();
      waited = true;
    }
    return waited;
  }

  private LoggedCommit next(PreparedBatch batch, long seq, long timeMicros) {
    return new LoggedCommit(seq, timeMicros, batch, target.active());
  }

  private void apply(LoggedCommit commit) {
    try {
      commit.batch().applyTo(commit.memTable(), commit.seq());
    } catch (RuntimeException | Error failure) {
      fence.close(failure);
      throw failure;
    }
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /**
   * Writes what waits for the log, durably; returns at once where nothing does.
   *
   * @throws RuntimeException what the storage engine throws; the fence is closed then
   */
  public void writeLog() {
    List<LoggedCommit> commits;
    lock.lock();
    try {
      awaitLogWritten();
      if (log.isEmpty()) {
        return;
      }
      fence.check();
      bytesInWriting = log.waitingBytes();
      commits = log.take();
      writingLog = true;
    } finally {
      lock.unlock();
    }
    boolean written = false;
    try {
      writeFenced(commits);
      written = true;
    } finally {
      lock.lock();
      try {
        lost += written ? 0 : commits.size();
        bytesInWriting = 0;
        writingLog = false;
        logWritten.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Commits nothing, durably: a sequence number that all commits so far are below, and all later
   * ones above.
   *
   * @param atOnce called before the next commit
   */
  public long mark(Runnable atOnce) {
    lock.lock();
    try {
      awaitLogWritten();
      target.checkOpen();
      fence.check();
      List<LoggedCommit> commits = log.take();
      int waited = commits.size();
      LoggedCommit mark = next(PreparedBatch.EMPTY, visibleSeq + 1, now());
      commits.add(mark);
      lost += waited;
      writeFenced(commits);
      lost -= waited;
      visibleSeq = mark.seq();
      logWritten.signalAll();
      atOnce.run();
      return mark.seq();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what waits for the log, for the last time.
   *
   * @throws OmenException where asynchronous commits that were acknowledged have not reached the
   *     log and never will
   */
  public void finishLog() {
    lock.lock();
    try {
      if (!fence.isClosed()) {
        writeLog();
      }
      long unwritten = lost + log.size();
      if (unwritten > 0) {
        throw fence.lost(unwritten);
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitLogWritten() {
    while (writingLog) {
      logWritten.awaitUninterruptibly();
    }
  }

  private void writeFenced(List<LoggedCommit> commits) {
    try {
      log.write(commits);
      commitsLogged.add(commits.size());
      logWrites.increment();
    } catch (RuntimeException | Error failure) {
      fence.close(failure);
      throw failure;
    }
  }

  /** Lets those who wait for the log look whether the collection is still open. */
  public void wakeWriters() {
    lock.lock();
    try {
      logWritten.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long commitSync(PreparedBatch batch) {
    PendingCommit own = new PendingCommit(batch);
    queue.add(own);
    await(List.of(own));
    return own.result();
  }

  /** Writes groups until these, which are queued, are done. */
  private void await(List<PendingCommit> commits) {
    lock.lock();
    try {
      for (PendingCommit commit : commits) {
        while (!commit.isDone()) {
          target.awaitRoom();
          awaitLogWritten();
          if (!commit.isDone()) {
            writeGroup();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeGroup() {
    CommitGroup group = CommitGroup.take(queue);
    try {
      target.checkOpen();
      fence.check();
      logAndApply(group.checked(target, visibleSeq, requests));
    } catch (RuntimeException | Error failure) {
      group.fail(failure);
      return;
    }
    visibleSeq = group.acknowledge(visibleSeq);
    target.committed();
  }

  private void logAndApply(List<PendingCommit> writes) {
    long time = now();
    List<LoggedCommit> commits = log.take();
    int waited = commits.size();
    writes.forEach(pending -> commits.add(next(pending.batch(), pending.seq(), time)));
    if (!commits.isEmpty()) {
      lost += waited;
      writeFenced(commits);
      lost -= waited;
      commits.subList(waited, commits.size()).forEach(this::apply);
      logWritten.signalAll();
    }
  }
}
