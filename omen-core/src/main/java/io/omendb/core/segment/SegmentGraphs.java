package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.GraphFileWriter;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.vector.BuildMonitor;
import io.omendb.spi.vector.VectorIndexEngine;
import io.omendb.spi.vector.VectorRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graphs of new segments, one file per vector column beside a segment of enough rows.
 * Safe for concurrent use on different segments.
 */
public final class SegmentGraphs {
  private static final String SUFFIX = ".graph";

  private final StorageEngine storage;
  private final ComputeEngine compute;
  private final @Nullable VectorIndexEngine engine;
  private final long leastRows;
  private final BuildMonitor monitor;

  /**
   * @param engine builds graphs; null where there are to be none
   * @param leastRows segments with fewer rows get none
   * @param monitor may end a build
   */
  public SegmentGraphs(
      StorageEngine storage,
      ComputeEngine compute,
      @Nullable VectorIndexEngine engine,
      long leastRows,
      BuildMonitor monitor) {
    this.storage = storage;
    this.compute = compute;
    this.engine = engine;
    this.leastRows = leastRows;
    this.monitor = monitor;
  }

  /** Blob name of the graph of a column. */
  public static String name(String segment, String column) {
    return segment + "." + column + SUFFIX;
  }

  /** Whether a blob beside a segment is named like a graph. */
  public static boolean isGraph(String blob) {
    return blob.endsWith(SUFFIX);
  }

  /** Blob names of the graphs that a segment may have. */
  public static List<String> names(SegmentInfo info, Schema schema) {
    return schema.columns().stream()
        .filter(column -> column.type() instanceof VectorType)
        .map(column -> name(info.name(), column.name()))
        .toList();
  }

  /**
   * Builds and writes the graphs of a new segment, on this thread: minutes for a large one.
   *
   * @throws OmenException whatever the storage engine throws
   */
  public void create(SegmentInfo info, Schema schema) {
    if (engine == null
        || info.rows() < leastRows
        || schema.columns().stream().noneMatch(column -> column.type() instanceof VectorType)) {
      return;
    }
    try (SegmentReader reader = SegmentReader.openUnverified(storage, info, schema)) {
      for (Column column : schema.columns()) {
        if (column.type() instanceof VectorType type) {
          write(engine, info, column, type, schema.ordinal(column.name()), reader);
        }
      }
    }
  }

  private void write(
      VectorIndexEngine builder,
      SegmentInfo info,
      Column column,
      VectorType type,
      int ordinal,
      SegmentReader reader) {
    GraphFileWriter.write(
        storage,
        name(info.name(), column.name()),
        builder,
        new VectorRows(
            compute, type.metric(), reader.vectors(ordinal), info.rows(), type.dimension()),
        row -> !reader.deleted(row) && !reader.isNull(row, ordinal),
        monitor);
  }
}
