package io.omendb.benchmarks.vectors;

import io.omendb.Column;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.VectorType;
import io.omendb.benchmarks.keys.KeyFile;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The one vector column of an Arrow IPC file or stream, which is mapped. As every Arrow file that
 * OmenDB reads it has a column of integers, {@code key}; keys are not used, rows keep their order.
 */
final class ArrowVectors {
  private static final String KEY = "key";

  private ArrowVectors() {}

  static VectorSet read(Path file, int limit) {
    try (ArrowRowReader reader = ArrowRows.read(file, KEY, null)) {
      Column column = vectorColumn(file, reader);
      List<float[]> vectors = new ArrayList<>();
      List<Row> rows = reader.nextBatch();
      while (rows != null && vectors.size() < limit) {
        for (Row row : rows.subList(0, Math.min(rows.size(), limit - vectors.size()))) {
          if (row.get(column.name()) == null) {
            throw KeyFile.invalid(
                file, "row " + vectors.size(), "has no vector", "leave the row out");
          }
          vectors.add(row.getVector(column.name()));
        }
        rows = reader.nextBatch();
      }
      VectorFile.requireShape(file, vectors.size(), ((VectorType) column.type()).dimension());
      return VectorSet.of(vectors.toArray(float[][]::new));
    } catch (OmenException e) {
      if (e.what().startsWith(file.toString())) {
        throw e;
      }
      throw new OmenException(
          e.code(), file + ": " + e.what(), e.field().orElse(null), e.remedy().orElse(null), e);
    }
  }

  private static Column vectorColumn(Path file, ArrowRowReader reader) {
    List<Column> columns =
        reader.schema().columns().stream().filter(c -> c.type() instanceof VectorType).toList();
    if (columns.size() != 1) {
      throw KeyFile.invalid(
          file,
          "columns",
          "have " + columns.size() + " fixed-size lists of floats, must be 1",
          "write a file with one vector column");
    }
    return columns.getFirst();
  }
}
