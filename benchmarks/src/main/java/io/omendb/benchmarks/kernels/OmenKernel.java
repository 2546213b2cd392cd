package io.omendb.benchmarks.kernels;

import io.omendb.Metric;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.compute.ComputeEngine;
import java.lang.foreign.MemorySegment;

/** The compute engine that a database would take, over rows where they are mapped. */
final class OmenKernel implements RowKernel {
  private final ComputeEngine engine =
      EngineRegistry.get().compute().select(Providers.AUTO).create();
  private final Metric metric;
  private final RowsFile rows;
  private final float[] query;
  private final boolean gather;
  private final int[] positions = new int[KernelRun.BLOCK_ROWS];

  /**
   * A kernel.
   *
   * @param gather whether rows are named one by one, as where a filter leaves some of them
   */
  OmenKernel(Metric metric, RowsFile rows, boolean gather) {
    this.metric = metric;
    this.rows = rows;
    this.gather = gather;
    query = rows.query();
  }

  @Override
  public void score(int first, int count, float[] scores) {
    if (gather) {
      for (int i = 0; i < count; i++) {
        positions[i] = first + i;
      }
      engine.gatherDistance(metric, query, rows.mapped(), positions, count, scores);
    } else {
      long rowBytes = rows.rowBytes();
      MemorySegment block = rows.mapped().asSlice(first * rowBytes, count * rowBytes);
      engine.batchDistance(metric, query, block, count, scores);
    }
  }

  @Override
  public double value(float score) {
    return switch (metric) {
      case L2 -> score;
      case DOT -> -score;
      case COSINE -> 1 - score;
    };
  }

  @Override
  public String implementation() {
    return engine.name();
  }
}
