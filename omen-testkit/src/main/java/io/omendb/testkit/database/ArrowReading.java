package io.omendb.testkit.database;

import io.omendb.ArrowCursor;
import io.omendb.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** A cursor's stream of record batches as Apache's own library reads it. */
public final class ArrowReading {
  private ArrowReading() {}

  /** All rows, nulls included; closes the cursor. */
  public static List<Row> rows(ArrowCursor cursor) {
    List<Row> rows = new ArrayList<>();
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamReader reader = new ArrowStreamReader(cursor.stream(), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        BigIntVector keys = (BigIntVector) root.getVector(0);
        for (int i = 0; i < root.getRowCount(); i++) {
          Row row = Row.of(keys.get(i));
          for (FieldVector column :
              root.getFieldVectors().subList(1, root.getFieldVectors().size())) {
            row = row.with(column.getName(), value(column, i));
          }
          rows.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static @Nullable Object value(FieldVector column, int row) {
    Object value = column.getObject(row);
    if (value instanceof Long micros && column instanceof TimeStampMicroTZVector) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    return switch (value) {
      case Text text -> text.toString();
      case List<?> elements -> vector(elements);
      case null, default -> value;
    };
  }

  private static float[] vector(List<?> elements) {
    float[] vector = new float[elements.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (Float) elements.get(i);
    }
    return vector;
  }
}
