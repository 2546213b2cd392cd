package io.omendb.core.merge;

import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An external sort: rows in any order become runs of sorted segments, one run where they come in
 * key order. Of equal keys the later row wins, inside a run and, as the newer run, between runs.
 * For one thread.
 */
public final class SortedRuns {
  /** Rows that are sorted at once, and, more or less, the memory they take. */
  private static final int CHUNK_ROWS = 1 << 18;

  private static final long CHUNK_BYTES = 64L << 20;

  /** Rows in order that are passed on: few, so that they are in a cache then, and die young. */
  private static final int ASCENDING_ROWS = 1 << 10;

  private final Supplier<SegmentOutput> outputs;
  private final int chunkRows;
  private final int ascendingRows;
  private final List<SegmentOutput> runs = new ArrayList<>();
  private final List<List<SegmentInfo>> finished = new ArrayList<>();
  private List<RowVersion> chunk = new ArrayList<>();
  private long chunkBytes;
  private boolean ascending = true;
  private @Nullable SegmentOutput run;
  private long runEnd;

  /**
   * @param outputs makes one for every run
   */
  public SortedRuns(Supplier<SegmentOutput> outputs) {
    this(outputs, CHUNK_ROWS, ASCENDING_ROWS);
  }

  SortedRuns(Supplier<SegmentOutput> outputs, int chunkRows, int ascendingRows) {
    this.outputs = outputs;
    this.chunkRows = chunkRows;
    this.ascendingRows = ascendingRows;
  }

  /** Adds a row. */
  public void add(RowVersion row) {
    ascending &= chunk.isEmpty() || chunk.getLast().key() < row.key();
    chunk.add(row);
    chunkBytes += row.valueBytes();
    if (chunk.size() >= (ascending ? ascendingRows : chunkRows) || chunkBytes >= CHUNK_BYTES) {
      endChunk();
    }
  }

  private void endChunk() {
    if (chunk.isEmpty()) {
      return;
    }
    if (!ascending) {
      chunk = sorted(chunk);
    }
    if (run == null || chunk.getFirst().key() <= runEnd) {
      endRun();
      run = outputs.get();
      runs.add(run);
    }
    chunk.forEach(run::add);
    runEnd = chunk.getLast().key();
    chunk.clear();
    chunkBytes = 0;
    ascending = true;
  }

  /** In key order, of equal keys only the last that was added. */
  private static List<RowVersion> sorted(List<RowVersion> rows) {
    rows.sort(Comparator.comparingLong(RowVersion::key)); // Stable.
    List<RowVersion> distinct = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (i + 1 == rows.size() || rows.get(i).key() != rows.get(i + 1).key()) {
        distinct.add(rows.get(i));
      }
    }
    return distinct;
  }

  private void endRun() {
    if (run != null) {
      finished.add(run.finish());
      run = null;
    }
  }

  /** Ends the sort; the runs, the newest first, each with its segments in key order. */
  public List<List<SegmentInfo>> finish() {
    endChunk();
    endRun();
    return List.copyOf(finished.reversed());
  }

  /** Removes what was written. */
  public void discard() {
    runs.forEach(SegmentOutput::discard);
  }
}
