package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.GraphFile;
import io.omendb.spi.storage.StorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The graphs of an open segment, opened at the first search that wants them, whatever new segments
 * get at present. A segment without one, or with one that cannot be used, is searched without. Safe
 * for concurrent use until it is closed.
 */
final class GraphSidecars implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GraphSidecars.class.getName());

  private final StorageEngine storage;
  private final SegmentInfo info;
  private final Schema schema;
  private final @Nullable Slot[] slots;
  private boolean closed;

  GraphSidecars(StorageEngine storage, SegmentInfo info, Schema schema) {
    this.storage = storage;
    this.info = info;
    this.schema = schema;
    this.slots = new @Nullable Slot[schema.size()];
  }

  /** What was found when a column was asked for first. */
  private record Slot(@Nullable GraphFile graph) {}

  /** The graph of a column; null where there is none, or none that can be trusted. */
  @Nullable GraphFile graph(int column) {
    Slot slot = slots[column];
    return slot == null ? open(column) : slot.graph();
  }

  /**
   * Copies the graphs to another storage where the segment is already. One that cannot be used, or
   * has rotted since it was opened, is left out: searches do without.
   */
  void copyTo(StorageEngine target) {
    try (GraphSidecars copied = new GraphSidecars(target, info, schema)) {
      for (int ordinal = 0; ordinal < schema.size(); ordinal++) {
        GraphFile graph = graph(ordinal);
        if (graph != null) {
          graph.copyTo(target);
          if (copied.graph(ordinal) == null) {
            target.deleteBlob(
                SegmentGraphs.name(info.name(), schema.columns().get(ordinal).name()));
          }
        }
      }
    }
  }

  private synchronized @Nullable GraphFile open(int column) {
    Slot slot = slots[column];
    if (slot == null && !closed) {
      slot = new Slot(read(schema.columns().get(column)));
      slots[column] = slot;
    }
    return slot == null ? null : slot.graph();
  }

  private @Nullable GraphFile read(Column column) {
    if (!(column.type() instanceof VectorType type)) {
      return null;
    }
    String name = SegmentGraphs.name(info.name(), column.name());
    try {
      return GraphFile.open(storage, name, info.rows(), type.dimension());
    } catch (OmenException e) {
      if (e.code() != ErrorCode.CORRUPTION
          && e.code() != ErrorCode.UNSUPPORTED_FORMAT
          && e.code() != ErrorCode.ENGINE_NOT_FOUND) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "Searches of {0} do without its graph: {1} (a merge builds it again)",
          info.name(),
          e.what());
      return null;
    }
  }

  /** Nobody searches any more. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    for (int i = 0; i < slots.length; i++) {
      Slot slot = slots[i];
      if (slot != null && slot.graph() != null) {
        slots[i] = new Slot(null);
        slot.graph().close();
      }
    }
  }
}
