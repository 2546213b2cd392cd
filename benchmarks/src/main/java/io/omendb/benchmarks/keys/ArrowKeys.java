package io.omendb.benchmarks.keys;

import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.nio.file.Path;
import java.util.List;

/** One integer column of an Arrow IPC file or stream, which is mapped. */
final class ArrowKeys {
  private ArrowKeys() {}

  static long[] read(Path file, String column) {
    try (ArrowRowReader reader = ArrowRows.readKeys(file, column)) {
      LongArrayList keys = new LongArrayList();
      for (List<Row> rows = reader.nextBatch(); rows != null; rows = reader.nextBatch()) {
        KeyFile.requireAddressable(file, "count", (long) keys.size() + rows.size());
        for (Row row : rows) {
          keys.add(row.key());
        }
      }
      return keys.toLongArray();
    } catch (OmenException e) {
      throw new OmenException(
          e.code(), file + ": " + e.what(), e.field().orElse(null), e.remedy().orElse(null), e);
    }
  }
}
