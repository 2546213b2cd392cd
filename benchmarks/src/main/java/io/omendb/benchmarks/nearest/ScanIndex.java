package io.omendb.benchmarks.nearest;

import io.omendb.Metric;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.TaggedRows;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.WantedRows;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The plain float32 scan: the compute engine's kernel over rows that lie one after the other off
 * heap, and the k best kept; no database around it. What the other modes are compared with. For
 * {@code cosine} rows and query are scaled to length one and inner products taken, which is faster.
 */
final class ScanIndex implements NearestIndex {
  private static final int BLOCK_ROWS = 1_024;

  private final ComputeEngine engine;
  private final Metric metric;
  private final boolean unit;
  private final MemorySegment rows;
  private final long rowBytes;
  private final int dimension;
  private final float[] distances = new float[BLOCK_ROWS];
  private final int[] positions = new int[BLOCK_ROWS];
  private final int[] chosen = new int[BLOCK_ROWS];

  ScanIndex(VectorSet base, Metric metric) {
    engine = EngineRegistry.get().compute().select(Providers.AUTO).create();
    unit = metric == Metric.COSINE;
    this.metric = unit ? Metric.DOT : metric;
    VectorSet copy = unit ? base.normalized() : base;
    rows = copy.rows();
    rowBytes = copy.rowBytes();
    dimension = copy.dimension();
  }

  @Override
  public List<Setting> settings(int k) {
    return List.of(Setting.NONE);
  }

  @Override
  public void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer) {
    float[] sought = query;
    if (unit) {
      sought = query.clone();
      VectorSet.normalize(sought);
    }
    NearestHeap nearest = new NearestHeap(k);
    switch (wanted) {
      case RowWindow window -> scan(sought, window, nearest);
      case TaggedRows tagged -> gather(sought, tagged.rows(), nearest);
    }
    answer.clear();
    nearest.drainTo(answer);
  }

  private void scan(float[] sought, RowWindow window, NearestHeap nearest) {
    for (int from = window.from(); from < window.to(); from += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, window.to() - from);
      MemorySegment block = rows.asSlice(from * rowBytes, size * rowBytes);
      engine.batchDistance(metric, sought, block, size, distances);
      int passed = engine.selectAtMost(distances, size, nearest.bound(), positions);
      for (int i = 0; i < passed; i++) {
        nearest.offer(from + positions[i], distances[positions[i]]);
      }
    }
  }

  private void gather(float[] sought, int[] numbers, NearestHeap nearest) {
    for (int from = 0; from < numbers.length; from += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, numbers.length - from);
      System.arraycopy(numbers, from, chosen, 0, size);
      engine.gatherDistance(metric, sought, rows, chosen, size, distances);
      int passed = engine.selectAtMost(distances, size, nearest.bound(), positions);
      for (int i = 0; i < passed; i++) {
        nearest.offer(chosen[positions[i]], distances[positions[i]]);
      }
    }
  }

  @Override
  public long searchedBytes() {
    return rows.byteSize();
  }

  @Override
  public long totalBytes() {
    return rows.byteSize();
  }

  @Override
  public void close() {
    // The rows live as long as the process.
  }

  @Override
  public String toString() {
    return "scan of " + dimension + " dimensions with " + engine.name();
  }
}
