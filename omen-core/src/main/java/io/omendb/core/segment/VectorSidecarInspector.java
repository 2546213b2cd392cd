package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.CodesInspector;
import io.omendb.core.vectors.GraphFile;
import io.omendb.spi.storage.StorageEngine;

/** Compares the codes of all columns of a segment with its vectors, and reads its graphs. */
final class VectorSidecarInspector {
  private VectorSidecarInspector() {}

  /** Inspects codes and graphs of a segment that is sound. */
  static void inspect(
      StorageEngine storage, SegmentReader reader, Schema schema, Problems problems) {
    for (Column column : schema.columns()) {
      if (VectorSidecars.pays(reader.info(), column)) {
        inspect(storage, reader, column, schema.ordinal(column.name()), problems);
      }
      if (column.type() instanceof VectorType type) {
        inspectGraph(storage, reader.info(), column, type.dimension(), problems);
      }
    }
  }

  /** Length and checksum, and what its engine finds at once; a graph has no one right form. */
  private static void inspectGraph(
      StorageEngine storage, SegmentInfo info, Column column, int dimension, Problems problems) {
    String name = SegmentGraphs.name(info.name(), column.name());
    try (GraphFile graph = GraphFile.open(storage, name, info.rows(), dimension)) {
      if (graph != null && graph.oddRows().length > info.rows()) {
        problems.add(name, -1, "more rows beside the graph than the segment has");
      }
    } catch (CorruptionException e) {
      problems.add(name, e.offset(), e.problem());
    } catch (OmenException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_FORMAT && e.code() != ErrorCode.ENGINE_NOT_FOUND) {
        throw e;
      }
      // Of another build, or of an engine that is not here: it may be sound.
    }
  }

  private static void inspect(
      StorageEngine storage, SegmentReader reader, Column column, int ordinal, Problems problems) {
    String name = VectorSidecars.name(reader.info().name(), column.name());
    try {
      CodesInspector.inspect(
          storage,
          name,
          reader.vectors(ordinal),
          reader.rows(),
          ((VectorType) column.type()).dimension(),
          VectorSidecars.present(reader, ordinal));
    } catch (CorruptionException e) {
      problems.add(name, e.offset(), e.problem());
    } catch (OmenException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_FORMAT) {
        throw e;
      }
      problems.add(name, -1, e.what());
    }
  }
}
