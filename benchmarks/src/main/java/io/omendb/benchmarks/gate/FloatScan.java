package io.omendb.benchmarks.gate;

import io.omendb.Metric;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The nearest rows by a float32 kernel over all of them, block by block. For one thread. */
final class FloatScan {
  /** How many rows are sought. */
  static final int K = 10;

  private static final int BLOCK_ROWS = 512;

  private record Candidate(int row, float distance) {}

  private final ComputeEngine engine;
  private final MemorySegment rows;
  private final int count;
  private final long rowBytes;
  private final float[] distances = new float[BLOCK_ROWS];
  private final int[] positions = new int[BLOCK_ROWS];

  FloatScan(ComputeEngine engine, MemorySegment rows, int count, int dimension) {
    this.engine = engine;
    this.rows = rows;
    this.count = count;
    this.rowBytes = (long) dimension * Float.BYTES;
  }

  /** The sum of the numbers of the nearest rows. */
  long nearest(float[] query) {
    PriorityQueue<Candidate> farthestFirst =
        new PriorityQueue<>(Comparator.comparingDouble(Candidate::distance).reversed());
    float bound = Float.POSITIVE_INFINITY;
    for (int from = 0; from < count; from += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, count - from);
      MemorySegment block = rows.asSlice(from * rowBytes, size * rowBytes);
      engine.batchDistance(Metric.L2, query, block, size, distances);
      int passed = engine.selectAtMost(distances, size, bound, positions);
      for (int i = 0; i < passed; i++) {
        farthestFirst.add(new Candidate(from + positions[i], distances[positions[i]]));
        if (farthestFirst.size() > K) {
          farthestFirst.remove();
          bound = farthestFirst.element().distance();
        }
      }
    }
    return farthestFirst.stream().mapToLong(Candidate::row).sum();
  }
}
