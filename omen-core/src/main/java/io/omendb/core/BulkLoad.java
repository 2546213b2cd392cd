package io.omendb.core;

import io.omendb.Row;
import io.omendb.core.commit.CommitPipeline;
import io.omendb.core.merge.SortedRuns;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentInfo;
import java.util.Iterator;
import java.util.List;

/**
 * Rows that become segments past log and memtable: {@link io.omendb.Collection#bulkLoad}. Marks a
 * sequence number, flushes what is older, sorts the rows into segments while others write and read,
 * and puts these between the segments of older and of newer commits. For one thread, the caller's.
 */
final class BulkLoad {
  private final CoreCollection collection;
  private final CommitPipeline pipeline;
  private final Levels levels;
  private final Maintenance maintenance;
  private final Rewriting rewriting;

  BulkLoad(
      CoreCollection collection,
      CommitPipeline pipeline,
      Levels levels,
      Maintenance maintenance,
      Rewriting rewriting) {
    this.collection = collection;
    this.pipeline = pipeline;
    this.levels = levels;
    this.maintenance = maintenance;
    this.rewriting = rewriting;
  }

  /** Loads the rows; returns their sequence number, that of the last commit without any. */
  long run(Iterator<Row> rows) {
    collection.checkWritable();
    rewriting.begin();
    try {
      if (!rows.hasNext()) {
        return pipeline.visibleSeq();
      }
      levels.setLoading(true);
      long seq = pipeline.mark(collection::freezeIfFilled);
      maintenance.flushNow(collection::flushFrozen);
      publish(write(rows, seq), seq);
      return seq;
    } finally {
      levels.setLoading(false);
      rewriting.end();
      collection.mergeIfNeeded();
    }
  }

  /** The rows in segments that no manifest names yet; none is left behind where it fails. */
  private List<SegmentInfo> write(Iterator<Row> rows, long seq) {
    SortedRuns runs = levels.files().newRuns();
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        runs.add(new RowVersion(row.key(), seq, false, collection.schema().bind(row)));
        collection.checkOpen();
      }
      return levels.files().mergeRuns(runs.finish());
    } catch (RuntimeException | Error failure) {
      runs.discard();
      throw failure;
    }
  }

  /** On the merge thread, for which a drop waits before it removes the collection's records. */
  private void publish(List<SegmentInfo> loaded, long seq) {
    maintenance.mergeNow(() -> {
      if (collection.isDropped()) {
        levels.files().remove(loaded);
      }
      collection.checkOpen();
      // Where this fails nobody knows whether a manifest names the segments, so they stay.
      collection.guarded(() -> levels.addLoaded(loaded, seq));
    });
  }
}
