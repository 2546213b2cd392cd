package io.omendb.core;

import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.commit.WriteFence;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.manifest.ManifestStore;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.merge.MergeGroup;
import io.omendb.core.merge.MergePolicy;
import io.omendb.core.query.ReadState;
import io.omendb.core.record.RowCodec;
import io.omendb.core.segment.LookupCounts;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentGraphs;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentLevels;
import io.omendb.core.segment.SegmentOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a collection are: memtables above segments, and the manifest that says so.
 * Moves rows down by flush and together by merge, and swaps in a new {@link ReadState} at each
 * step.
 *
 * <p>{@link #freeze} is called under the pipeline's lock, {@link #flushAll} on the flush thread and
 * the merges on the merge thread. The manifest lock orders the last two; readers take no lock.
 */
final class Levels {
  private final WriteFence fence;
  private final DatabaseOptions options;
  private final SegmentIndexes indexes;
  private final RowCodec codec;
  private final CollectionSegments files;
  private final ManifestStore manifests;
  private final LookupCounts lookups = new LookupCounts();
  private final LongAdder flushes = new LongAdder();
  private final LongAdder merges = new LongAdder();
  private final Object manifestLock = new Object();
  private final Object stateLock = new Object();

  // Guarded by manifestLock for writing.
  private volatile Manifest manifest = Manifest.EMPTY;

  // Guarded by manifestLock for writing.
  private volatile long forgottenSeq;

  /** Whether older rows may still come, by a bulk load, that a deletion has to hide. */
  private volatile boolean loading;

  /** Whether the collection is being dropped, so that nobody needs its graphs. */
  private volatile boolean dropped;

  // Guarded by stateLock for writing.
  private volatile ReadState state;

  Levels(CollectionRecord record, DatabaseOptions options, Engines engines, WriteFence fence) {
    this.fence = fence;
    this.options = options;
    this.codec = new RowCodec(record.schema());
    this.state = new ReadState(List.of(new MemTable(codec)), SegmentLevels.EMPTY);
    this.indexes = new SegmentIndexes(engines.storage(), engines.index());
    SegmentGraphs graphs =
        new SegmentGraphs(
            engines.storage(),
            engines.compute(),
            engines.graph(),
            options.getLong(DatabaseOptions.Key.VECTORS_GRAPH_ROWS),
            (rows, total) -> checkWanted());
    this.files = new CollectionSegments(record, options, engines.storage(), indexes, graphs);
    this.manifests = new ManifestStore(engines.storage(), record.id(), record.name());
  }

  /** Opens the segments of the manifest; returns the last commit that they hold. */
  long open() {
    synchronized (manifestLock) {
      manifest = manifests.load(ManifestStore.MAIN);
      files.setNextNumber(manifest.nextSegment());
      forgottenSeq = manifest.flushedSeq();
      List<Segment> opened = files.openInParallel(manifest.segments());
      SegmentLevels segments = levelled(opened, opened);
      swap(old -> new ReadState(old.memTables(), segments)).release();
      opened.forEach(Segment::release);
      return manifest.flushedSeq();
    }
  }

  /** Ends what takes minutes, and is no use to a collection that is dropped, with an error. */
  void setDropped(boolean isDropped) {
    dropped = isDropped;
  }

  private void checkWanted() {
    if (dropped) {
      throw new OmenException(ErrorCode.CLOSED, "The collection is dropped");
    }
  }

  /** The segments that must not be removed. */
  List<String> segmentNames() {
    return manifest.segments().stream().map(SegmentInfo::name).toList();
  }

  /** The files that the segments are in. */
  CollectionSegments files() {
    return files;
  }

  ReadState current() {
    return state;
  }

  boolean isCurrent(ReadState other) {
    return state == other;
  }

  /** Memtables that became segments since the collection was opened. */
  long flushes() {
    return flushes.sum();
  }

  /** Groups of segments that were rewritten since then. */
  long merges() {
    return merges.sum();
  }

  LookupCounts.Sums lookups() {
    return lookups.sums();
  }

  /**
   * The manifest and a state with exactly its segments, retained for the caller, so that their
   * files can be read whatever merges do; null once closed.
   */
  @Nullable PinnedManifest pin() {
    synchronized (manifestLock) {
      while (true) {
        ReadState present = state;
        if (present.tryRetain()) {
          return new PinnedManifest(manifest, present);
        }
        if (present == state) {
          return null;
        }
      }
    }
  }

  /** A manifest with the state that shows it. */
  record PinnedManifest(Manifest manifest, ReadState state) {}

  MemTable active() {
    return state.memTables().getFirst();
  }

  /** Bytes of all memtables. */
  long memTableBytes() {
    long bytes = 0;
    for (MemTable memTable : state.memTables()) {
      bytes += memTable.sizeInBytes();
    }
    return bytes;
  }

  int frozenCount() {
    return state.memTables().size() - 1;
  }

  /** Levels of segments that a lookup may have to ask. */
  int depth() {
    return state.levels().depth();
  }

  /** Puts a new memtable on top; the pipeline's lock is held. */
  void freeze() {
    ReadState frozen =
        swap(old -> {
          List<MemTable> memTables = new ArrayList<>();
          memTables.add(new MemTable(codec));
          memTables.addAll(old.memTables());
          return new ReadState(memTables, old.levels());
        });
    frozen.release();
  }

  /**
   * Flushes every frozen memtable, oldest first.
   *
   * @param writeLog writes what waits for the log: what a manifest trims must be in there
   */
  void flushAll(Runnable writeLog) {
    while (frozenCount() > 0) {
      flush(state.memTables().getLast(), writeLog);
    }
  }

  private void flush(MemTable memTable, Runnable writeLog) {
    SegmentOutput output = files.newOutput();
    List<SegmentInfo> flushed;
    try {
      Iterator<MemVersion> versions = memTable.newest();
      while (versions.hasNext()) {
        MemVersion version = versions.next();
        if (!version.deleted() || isInSegments(version.key()) || loading) {
          output.add(version.toRowVersion());
        } else {
          forget(version.seq());
        }
      }
      flushed = output.finish();
    } catch (RuntimeException | Error failure) {
      output.discard();
      throw failure;
    }
    writeLog.run();
    List<Segment> opened = files.open(flushed);
    ReadState old;
    synchronized (manifestLock) {
      List<SegmentInfo> all = new ArrayList<>(flushed);
      all.addAll(manifest.segments());
      List<Segment> open = new ArrayList<>(opened);
      open.addAll(state.segments());
      SegmentLevels segments = levelled(open, opened);
      replaceManifest(memTable.maxSeq(), all, opened);
      lookups.retire(state.levels(), segments);
      old = swap(present -> new ReadState(without(memTable, present.memTables()), segments));
    }
    flushes.increment();
    old.release();
    opened.forEach(Segment::release);
  }

  private static List<MemTable> without(MemTable flushed, List<MemTable> memTables) {
    return memTables.stream().filter(other -> other != flushed).toList();
  }

  /** The last commit whose deletions may have been dropped because they hid nothing any more. */
  long forgottenSeq() {
    return forgottenSeq;
  }

  /** Before the state without the deletion is there for readers. */
  private void forget(long seq) {
    synchronized (manifestLock) {
      forgottenSeq = Math.max(forgottenSeq, seq);
    }
  }

  /** Whether a deletion of the key hides something; segments only ever get fewer such keys. */
  private boolean isInSegments(long key) {
    for (SegmentInfo segment : manifest.segments()) {
      if (segment.minKey() <= key && key <= segment.maxKey()) {
        return true;
      }
    }
    return false;
  }

  boolean needsMerge() {
    return MergePolicy.next(openSegmentInfos(), mergeThreshold()).isPresent();
  }

  /** Merges until no more segments overlap than configured. */
  void mergeNext() {
    Optional<MergeGroup> group = MergePolicy.next(openSegmentInfos(), mergeThreshold());
    while (group.isPresent()) {
      merge(group.get());
      group = MergePolicy.next(openSegmentInfos(), mergeThreshold());
    }
  }

  /** Merges everything there is to gain. */
  void mergeAll() {
    long segmentRows = options.getLong(DatabaseOptions.Key.SEGMENT_ROWS);
    MergePolicy.all(openSegmentInfos(), segmentRows).forEach(this::merge);
  }

  /**
   * What merges choose from. Not the manifest: a flush puts a segment there first and opens it
   * then, and what is not open cannot be rewritten. Those left out are newer than all others.
   */
  private List<SegmentInfo> openSegmentInfos() {
    return state.segments().stream().map(Segment::info).toList();
  }

  private int mergeThreshold() {
    return (int) options.getLong(DatabaseOptions.Key.MERGE_SEGMENTS);
  }

  /** Only merges remove segments, and there is one merge at a time, so the inputs stay. */
  private void merge(MergeGroup group) {
    List<Segment> inputs =
        state.segments().stream().filter(open -> group.inputs().contains(open.info())).toList();
    if (group.dropDeleted()) {
      group.inputs().stream()
          .filter(input -> input.deletedRows() > 0)
          .forEach(input -> forget(input.maxSeq()));
    }
    List<SegmentInfo> merged = files.merge(inputs, group.dropDeleted());
    List<Segment> opened = files.open(merged);
    ReadState replaced;
    synchronized (manifestLock) {
      SegmentLevels segments = levelled(spliced(state.segments(), inputs, opened), opened);
      replaceManifest(
          manifest.flushedSeq(), spliced(manifest.segments(), group.inputs(), merged), opened);
      lookups.retire(state.levels(), segments);
      replaced = swap(old -> new ReadState(old.memTables(), segments));
    }
    merges.increment();
    replaced.release();
    opened.forEach(Segment::release);
    files.remove(group.inputs());
  }

  /** Before the seq of a bulk load is marked, and after the load has come to its end. */
  void setLoading(boolean value) {
    loading = value;
  }

  /**
   * Puts segments of a bulk load between those of earlier and of later commits; no merge runs
   * meanwhile.
   */
  void addLoaded(List<SegmentInfo> loaded, long seq) {
    List<Segment> opened = files.open(loaded);
    ReadState replaced;
    synchronized (manifestLock) {
      SegmentLevels segments = levelled(inserted(state.segments(), opened, seq), opened);
      List<SegmentInfo> all = new ArrayList<>(manifest.segments());
      all.addAll(newerThan(seq, manifest.segments()), loaded);
      replaceManifest(manifest.flushedSeq(), all, opened);
      lookups.retire(state.levels(), segments);
      replaced = swap(old -> new ReadState(old.memTables(), segments));
    }
    replaced.release();
    opened.forEach(Segment::release);
  }

  private static List<Segment> inserted(List<Segment> all, List<Segment> loaded, long seq) {
    List<Segment> result = new ArrayList<>(all);
    result.addAll(newerThan(seq, all.stream().map(Segment::info).toList()), loaded);
    return result;
  }

  /** How many segments, the newest first, hold later commits only. */
  private static int newerThan(long seq, List<SegmentInfo> segments) {
    int newer = 0;
    while (newer < segments.size() && segments.get(newer).minSeq() > seq) {
      newer++;
    }
    return newer;
  }

  /** The list with some elements replaced by others, at the place of the first. */
  private static <T> List<T> spliced(List<T> all, List<T> removed, List<T> added) {
    List<T> result = new ArrayList<>();
    for (T element : all) {
      if (element.equals(removed.getFirst())) {
        result.addAll(added);
      }
      if (!removed.contains(element)) {
        result.add(element);
      }
    }
    return result;
  }

  /**
   * Writes the next manifest; the segments opened for it are closed where that fails. Then nobody
   * knows which manifest is on disk and how far the log is trimmed, so work that runs beside it
   * must not write another: the fence is closed and checked under the manifest lock.
   */
  private void replaceManifest(long flushedSeq, List<SegmentInfo> segments, List<Segment> opened) {
    Manifest next = new Manifest(manifest.number() + 1, flushedSeq, files.nextNumber(), segments);
    try {
      fence.check();
      manifests.replace(ManifestStore.MAIN, manifest, next);
    } catch (RuntimeException | Error failure) {
      fence.close(failure);
      opened.forEach(Segment::release);
      throw failure;
    }
    manifest = next;
  }

  /**
   * The segments of the next state in levels, built before its swap, so that neither readers nor a
   * freeze wait for it; the manifest lock keeps the present ones. Those just opened are closed
   * where that fails.
   */
  private SegmentLevels levelled(List<Segment> newestFirst, List<Segment> opened) {
    try {
      return state.levels().with(newestFirst, indexes, lookups);
    } catch (RuntimeException | Error failure) {
      opened.forEach(Segment::release);
      throw failure;
    }
  }

  /**
   * Puts a new state in place of the present one, whose reference the caller gives back, and not
   * under a lock: the last one unmaps files, for which the JVM stops every thread a moment.
   */
  private ReadState swap(UnaryOperator<ReadState> change) {
    synchronized (stateLock) {
      ReadState old = state;
      state = change.apply(old);
      return old;
    }
  }

  /** Releases the segments; readers that hold the state go on with it. */
  void close() {
    synchronized (stateLock) {
      state.release();
    }
  }

  /** Removes the files of a dropped collection. */
  void removeFiles() {
    files.remove(manifest.segments());
  }
}
