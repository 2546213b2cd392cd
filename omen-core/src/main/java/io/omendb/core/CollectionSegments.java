package io.omendb.core;

import io.omendb.DatabaseOptions;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.merge.MergePolicy;
import io.omendb.core.merge.SegmentMerge;
import io.omendb.core.merge.SortedRuns;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentFiles;
import io.omendb.core.segment.SegmentGraphs;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The segment files of a collection: makes, opens, merges and removes them, and knows nothing of
 * manifests. Safe for concurrent use.
 */
final class CollectionSegments {
  private static final System.Logger LOG = System.getLogger(CollectionSegments.class.getName());

  private final CollectionRecord record;
  private final StorageEngine storage;
  private final SegmentIndexes indexes;
  private final SegmentGraphs graphs;
  private final long segmentRows;
  private final AtomicLong nextNumber = new AtomicLong(1);

  CollectionSegments(
      CollectionRecord record,
      DatabaseOptions options,
      StorageEngine storage,
      SegmentIndexes indexes,
      SegmentGraphs graphs) {
    this.graphs = graphs;
    this.record = record;
    this.storage = storage;
    this.indexes = indexes;
    this.segmentRows = options.getLong(DatabaseOptions.Key.SEGMENT_ROWS);
  }

  /** The number of the next segment, for the manifest. */
  long nextNumber() {
    return nextNumber.get();
  }

  /** Where the manifest says that numbers go on. */
  void setNextNumber(long number) {
    nextNumber.set(number);
  }

  /** Writes new segments. */
  SegmentOutput newOutput() {
    return newOutput(graphs);
  }

  private SegmentOutput newOutput(@Nullable SegmentGraphs withGraphs) {
    return new SegmentOutput(
        storage, record.schema(), indexes, withGraphs, this::nextName, segmentRows);
  }

  /** Never used before: a name that a crash kept out of the manifest is removed at open. */
  private String nextName() {
    return "%s-%d-%06d.arrow".formatted(record.name(), record.id(), nextNumber.getAndIncrement());
  }

  /**
   * Opens on all cores, since each segment is read as a whole to verify it; all or none. For the
   * thread that opens the database only: the threads of the JVM's common pool may be waiting for a
   * flush or a merge, which must not wait for them.
   */
  List<Segment> openInParallel(List<SegmentInfo> infos) {
    return allOrNone(infos.parallelStream().map(this::tryOpen).toList());
  }

  /** Opens segments; all or none. */
  List<Segment> open(List<SegmentInfo> infos) {
    List<Segment> opened = new ArrayList<>();
    try {
      for (SegmentInfo info : infos) {
        opened.add(open(info));
      }
      return opened;
    } catch (RuntimeException | Error failure) {
      opened.forEach(Segment::release);
      throw failure;
    }
  }

  private Segment open(SegmentInfo info) {
    return Segment.open(storage, info, record.schema(), indexes);
  }

  /** A segment, or why it is not open. */
  private record Opening(@Nullable Segment segment, @Nullable Throwable failure) {}

  private Opening tryOpen(SegmentInfo info) {
    try {
      return new Opening(open(info), null);
    } catch (RuntimeException | Error failure) {
      return new Opening(null, failure);
    }
  }

  private static List<Segment> allOrNone(List<Opening> openings) {
    Throwable failure = null;
    List<Segment> opened = new ArrayList<>();
    for (Opening opening : openings) {
      if (opening.segment() != null) {
        opened.add(opening.segment());
      }
      failure = failure == null ? opening.failure() : failure;
    }
    if (failure == null) {
      return opened;
    }
    opened.forEach(Segment::release);
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) failure;
  }

  /**
   * Merged copies of segments, one version per key; nothing is removed.
   *
   * @param newestFirst referenced by the caller
   */
  List<SegmentInfo> merge(List<Segment> newestFirst, boolean dropDeleted) {
    return SegmentMerge.run(newestFirst, dropDeleted, newOutput());
  }

  /** An empty sort, whose segments no manifest names yet. */
  SortedRuns newRuns() {
    return new SortedRuns(() -> newOutput(null)); // Graphs of runs that are merged are no use.
  }

  /**
   * The segments of several runs as those of one; those that overlap no other stay as they are.
   *
   * @param runs the newest first; what is merged is removed
   */
  List<SegmentInfo> mergeRuns(List<List<SegmentInfo>> runs) {
    List<SegmentInfo> newestFirst = runs.stream().flatMap(List::stream).toList();
    List<SegmentInfo> result = new ArrayList<>();
    try {
      for (List<SegmentInfo> component : MergePolicy.components(newestFirst)) {
        if (component.size() > 1) {
          result.addAll(mergedRun(newestFirst.stream().filter(component::contains).toList()));
        } else {
          result.addAll(component);
          component.forEach(segment -> graphs.create(segment, record.schema()));
        }
      }
      return result;
    } catch (RuntimeException | Error failure) {
      remove(result);
      throw failure;
    }
  }

  private List<SegmentInfo> mergedRun(List<SegmentInfo> inputs) {
    List<Segment> opened = open(inputs);
    try {
      return merge(opened, false);
    } finally {
      opened.forEach(Segment::release);
      remove(inputs);
    }
  }

  /** Removes segments that no manifest names; readers that have them open go on. */
  void remove(List<SegmentInfo> segments) {
    for (SegmentInfo segment : segments) {
      try {
        SegmentFiles.delete(storage, segment.name());
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} is removed at the next open: {1}",
            segment.name(),
            e.getMessage());
      }
    }
  }
}
