package io.omendb.core;

import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.CollectionStats.ActivityStats;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.KeyRange;
import io.omendb.NearestPlan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.commit.CommitPipeline;
import io.omendb.core.commit.KeyState;
import io.omendb.core.commit.WriteFence;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.query.ReadState;
import io.omendb.core.query.SearchCounts;
import io.omendb.core.query.StateReader;
import io.omendb.core.segment.RowVersion;
import io.omendb.predicate.Predicate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A collection of an embedded database: the pipeline that commits, the levels that hold, the reader
 * that answers. Safe for concurrent use.
 */
final class CoreCollection implements Collection, CommitPipeline.Target {
  /** Levels, in multiples of those at which a merge starts, beyond which writers wait for it. */
  private static final int MERGE_BACKLOG = 4;

  private static final long BUDGET_POLL_NANOS = 5_000_000;

  private final CollectionRecord record;
  private final DatabaseOptions options;
  private final Engines engines;
  private final Maintenance maintenance;
  private final WriteFence fence;
  private final MemTableBudget budget;
  private final OpenViews views;
  private final CommitPipeline pipeline;
  private final Levels levels;
  private final StateReader reader;
  private final Condition room;
  private final Rewriting rewriting;

  /** What the budget knows of; guarded by the pipeline's lock. */
  private long reportedBytes;

  private volatile boolean maintained;
  private volatile boolean closed;
  private volatile boolean dropped;

  private CoreCollection(
      CollectionRecord record,
      DatabaseOptions options,
      Engines engines,
      Maintenance maintenance,
      WriteFence fence,
      MemTableBudget budget,
      OpenViews views) {
    this.record = record;
    this.options = options;
    this.engines = engines;
    this.maintenance = maintenance;
    this.fence = fence;
    this.budget = budget;
    this.views = views;
    this.levels = new Levels(record, options, engines, fence);
    this.pipeline =
        new CommitPipeline(
            engines.storage(),
            record.id(),
            record.schema(),
            fence,
            options.getLong(DatabaseOptions.Key.LOG_BYTES),
            this);
    this.reader = new StateReader(record.schema(), engines.compute());
    this.rewriting = new Rewriting(record.name());
    this.room = pipeline.lock().newCondition();
  }

  /** Opens the segments and replays the log; changes nothing before {@link #startMaintenance}. */
  static CoreCollection open(
      CollectionRecord record,
      DatabaseOptions options,
      Engines engines,
      Maintenance maintenance,
      WriteFence fence,
      MemTableBudget budget,
      OpenViews views) {
    CoreCollection collection =
        new CoreCollection(record, options, engines, maintenance, fence, budget, views);
    try {
      collection.pipeline.recover(collection.levels.open());
    } catch (RuntimeException | Error failure) {
      collection.levels.close();
      throw failure;
    }
    return collection;
  }

  int id() {
    return record.id();
  }

  CollectionRecord record() {
    return record;
  }

  Levels levels() {
    return levels;
  }

  // Commits -----------------------------------------------------------------------------------

  @Override
  public long write(WriteBatch batch, Durability durability) {
    return pipeline.commit(batch, durability);
  }

  @Override
  public long write(WriteBatch batch) {
    return write(batch, options.durability());
  }

  @Override
  public List<WriteOutcome> writeAll(List<WriteBatch> batches, Durability durability) {
    return pipeline.commitAll(batches, durability);
  }

  @Override
  public List<WriteOutcome> writeAll(List<WriteBatch> batches) {
    return writeAll(batches, options.durability());
  }

  @Override
  public MemTable active() {
    return levels.active();
  }

  @Override
  public void committed() {
    if (levels.active().sizeInBytes() >= options.getLong(DatabaseOptions.Key.MEMTABLE_BYTES)) {
      levels.freeze();
      if (maintained) {
        maintenance.flushSoon(this::flushFrozen);
      }
    }
    reportMemory();
  }

  private void reportMemory() {
    long bytes = levels.memTableBytes();
    budget.add(bytes - reportedBytes);
    reportedBytes = bytes;
  }

  /** Bytes of the memtable that takes commits. */
  long activeBytes() {
    return levels.active().sizeInBytes();
  }

  /** Makes room in memory; runs on the flush thread. */
  void flushActive() {
    pipeline.lock().lock();
    try {
      freezeIfFilled();
    } finally {
      pipeline.lock().unlock();
    }
    flushFrozen();
  }

  /** Lets background work change files, beginning with what the log has filled. */
  void startMaintenance() {
    maintained = true;
    budget.register(this);
    if (levels.frozenCount() > 0) {
      maintenance.flushSoon(this::flushFrozen);
    }
    mergeIfNeeded();
  }

  @Override
  public void awaitRoom() {
    while ((levels.frozenCount() > options.getLong(DatabaseOptions.Key.MEMTABLE_FROZEN)
            || levels.depth() > MERGE_BACKLOG * options.getLong(DatabaseOptions.Key.MERGE_SEGMENTS))
        && !fence.isClosed()
        && !closed
        && !dropped) {
      room.awaitUninterruptibly();
    }
    awaitMemory();
  }

  /** Other collections may be what has to shrink, and nobody tells this one: so it looks again. */
  private void awaitMemory() {
    boolean interrupted = false;
    while (budget.isExceeded() && maintained && !fence.isClosed() && !closed && !dropped) {
      budget.relieve();
      try {
        long left = room.awaitNanos(BUDGET_POLL_NANOS);
        assert left <= BUDGET_POLL_NANOS;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void checkOpen() {
    // Read first, since a drop sets it last: whoever sees it sees the drop.
    boolean refuses = closed;
    if (dropped) {
      throw new OmenException(
          ErrorCode.COLLECTION_NOT_FOUND, "The collection '" + name() + "' has been dropped");
    }
    if (refuses) {
      throw new OmenException(ErrorCode.CLOSED, "The database is closed");
    }
  }

  /** As {@link #checkOpen}, and fails where the database refuses writes. */
  void checkWritable() {
    checkOpen();
    fence.check();
  }

  @Override
  public KeyState state(long key) {
    ReadState state = pin();
    try {
      RowVersion newest = reader.newest(state, key);
      return newest == null
          ? new KeyState(false, levels.forgottenSeq())
          : new KeyState(!newest.deleted(), newest.seq());
    } finally {
      state.unpin();
    }
  }

  @Override
  public void logSoon(boolean atOnce) {
    long delay = atOnce ? 0 : options.getLong(DatabaseOptions.Key.LOG_DELAY_MS);
    maintenance.logSoon(this::writeLog, delay);
  }

  /** Makes the commits durable that wait for the log, unless writes are refused anyway. */
  void writeLog() {
    if (!fence.isClosed()) {
      pipeline.writeLog();
    }
  }

  @Override
  public long bulkLoad(Iterator<Row> rows) {
    return new BulkLoad(this, pipeline, levels, maintenance, rewriting).run(rows);
  }

  /** As {@link CommitPipeline#finishLog}. */
  void finishLog() {
    pipeline.finishLog();
  }

  // Flush and merge ----------------------------------------------------------------------------

  @Override
  public void flush() {
    freezeForFlush();
    maintenance.flushNow(this::flushFrozen);
  }

  @Override
  public void merge() {
    flush();
    rewriting.begin();
    try {
      maintenance.mergeNow(() -> guarded(levels::mergeAll));
    } finally {
      rewriting.end();
    }
  }

  /** Flushes, and keeps what is in segments then until the caller releases the state. */
  Levels.PinnedManifest flushAndPin() {
    flush();
    Levels.PinnedManifest pinned = levels.pin();
    if (pinned == null) {
      checkOpen();
      throw new OmenException(ErrorCode.CLOSED, "The database is closed");
    }
    return pinned;
  }

  private void freezeForFlush() {
    pipeline.lock().lock();
    try {
      // Under the lock, which a close takes before it releases what a freeze would retain.
      checkOpen();
      fence.check();
      freezeIfFilled();
    } finally {
      pipeline.lock().unlock();
    }
  }

  /** Has the next commit go to an empty memtable; the pipeline's lock is held. */
  void freezeIfFilled() {
    if (!levels.active().isEmpty()) {
      levels.freeze();
    }
  }

  /** Runs on the flush thread. */
  void flushFrozen() {
    try {
      guarded(() -> levels.flushAll(pipeline::writeLog));
    } finally {
      wakeWriters();
    }
    mergeIfNeeded();
  }

  /** Has the merge thread do what there is to do. */
  void mergeIfNeeded() {
    if (levels.needsMerge()) {
      maintenance.mergeSoon(this::mergeLevels);
    }
  }

  /** Runs on the merge thread. */
  private void mergeLevels() {
    if (rewriting.tryBegin()) {
      try {
        guarded(levels::mergeNext);
      } finally {
        rewriting.end();
        wakeWriters();
      }
    } // Otherwise whoever rewrites looks again when it is done.
  }

  /**
   * Runs work that changes files, unless the collection is gone. A failure closes the fence: memory
   * that cannot be flushed must not grow, and a failed manifest write leaves its outcome unknown.
   */
  void guarded(Runnable work) {
    if (dropped) {
      return;
    }
    fence.check();
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      if (!dropped) {
        fence.close(failure);
        throw failure;
      }
    }
  }

  private void wakeWriters() {
    pipeline.lock().lock();
    try {
      reportMemory();
      room.signalAll();
      pipeline.wakeWriters();
    } finally {
      pipeline.lock().unlock();
    }
  }

  // Reads --------------------------------------------------------------------------------------

  @Override
  public String name() {
    return record.name();
  }

  @Override
  public Schema schema() {
    return record.schema();
  }

  @Override
  public Optional<Row> get(long key) {
    ReadState state = pin();
    try {
      return reader.get(state, pipeline.visibleSeq(), key);
    } finally {
      state.unpin();
    }
  }

  @Override
  public Optional<VersionedRow> getVersioned(long key) {
    ReadState state = pin();
    try {
      return reader.getVersioned(state, pipeline.visibleSeq(), key);
    } finally {
      state.unpin();
    }
  }

  @Override
  public List<Row> getAll(long... keys) {
    ReadState state = pin();
    try {
      return reader.getAll(state, pipeline.visibleSeq(), keys);
    } finally {
      state.unpin();
    }
  }

  @Override
  public RowCursor scan(ScanSpec spec) {
    ReadState state = acquire();
    try {
      return reader.scan(state, pipeline.visibleSeq(), spec, this::checkOpen);
    } finally {
      state.release();
    }
  }

  @Override
  public ArrowCursor scanArrow(ScanSpec spec) {
    ReadState state = acquire();
    try {
      return reader.scanArrow(state, pipeline.visibleSeq(), spec, this::checkOpen);
    } finally {
      state.release();
    }
  }

  @Override
  public NearestResult nearest(NearestSpec spec) {
    ReadState state = acquire();
    try {
      return reader.nearest(state, pipeline.visibleSeq(), spec);
    } finally {
      state.release();
    }
  }

  @Override
  public List<NearestResult> nearestAll(List<NearestSpec> specs) {
    ReadState state = acquire();
    try {
      return reader.nearestAll(state, pipeline.visibleSeq(), specs);
    } finally {
      state.release();
    }
  }

  @Override
  public GetPlan explainGet(long key) {
    ReadState state = acquire();
    try {
      return reader.explainGet(state, pipeline.visibleSeq(), key);
    } finally {
      state.release();
    }
  }

  @Override
  public NearestPlan explainNearest(NearestSpec spec) {
    ReadState state = acquire();
    try {
      return reader.explainNearest(state, pipeline.visibleSeq(), spec);
    } finally {
      state.release();
    }
  }

  @Override
  public long count(KeyRange keys, @Nullable Predicate where) {
    ReadState state = acquire();
    try {
      return reader.count(state, pipeline.visibleSeq(), keys, where);
    } finally {
      state.release();
    }
  }

  @Override
  public View view() {
    views.open();
    try {
      return newView();
    } catch (RuntimeException | Error failure) {
      views.close();
      throw failure;
    }
  }

  private View newView() {
    while (true) {
      ReadState state = acquire();
      long seq = pipeline.visibleSeq();
      // Had the memtable been frozen in between, the seq could name commits of its successor.
      if (levels.isCurrent(state)) {
        return new CoreView(this, reader, state, seq, views::close);
      }
      state.release();
    }
  }

  /** The present state for a short read by this thread, which unpins it. */
  private ReadState pin() {
    while (true) {
      checkOpen();
      ReadState state = levels.current();
      if (state.tryPin()) {
        return state;
      }
    }
  }

  /*
   * A state is taken before the seq is read: then every version that its segments have superseded is
   * below the seq. Commits after the state was taken may lie in a newer memtable and are not seen,
   * all or nothing, since a commit lies in one memtable.
   */
  private ReadState acquire() {
    while (true) {
      checkOpen();
      ReadState state = levels.current();
      if (state.tryRetain()) {
        return state;
      }
    }
  }

  @Override
  public CollectionStats stats() {
    ReadState state = acquire();
    try {
      return Statistics.of(
          name(), pipeline.visibleSeq(), state, levels.lookups(), engines.names(), activity(state));
    } finally {
      state.release();
    }
  }

  private ActivityStats activity(ReadState state) {
    SearchCounts searches = reader.searches();
    return new ActivityStats(
        state.memTables().size() - 1,
        state.segments().stream().mapToLong(segment -> segment.reader().mappedBytes()).sum(),
        pipeline.commitsLogged(),
        pipeline.logWrites(),
        levels.flushes(),
        levels.merges(),
        searches.exact(),
        searches.fast(),
        searches.graph());
  }

  // End ----------------------------------------------------------------------------------------

  /** Refuses new work and waits for the commit that runs. */
  void beginClose(boolean drop) {
    dropped |= drop;
    levels.setDropped(dropped);
    closed = true;
    wakeWriters();
  }

  /** Whether the collection is gone, or about to be. */
  boolean isDropped() {
    return dropped;
  }

  /** Takes a drop back whose record could not be written; the fence keeps writes out. */
  void cancelDrop() {
    closed = false;
    dropped = false;
    levels.setDropped(false);
  }

  /** Releases files; after background work has ended. */
  void finishClose() {
    budget.unregister(this);
    budget.add(-reportedBytes);
    levels.close();
  }
}
