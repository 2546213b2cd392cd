package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.CodesInspector;
import io.omendb.spi.storage.StorageEngine;

/** Compares the codes of all columns of a segment with its vectors. */
final class VectorSidecarInspector {
  private VectorSidecarInspector() {}

  /** Inspects the codes of a segment that is sound. */
  static void inspect(
      StorageEngine storage, SegmentReader reader, Schema schema, Problems problems) {
    for (Column column : schema.columns()) {
      if (VectorSidecars.pays(reader.info(), column)) {
        inspect(storage, reader, column, schema.ordinal(column.name()), problems);
      }
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
