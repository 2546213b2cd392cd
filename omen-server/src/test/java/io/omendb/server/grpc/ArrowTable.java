package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/**
 * An Arrow IPC stream as Apache's own library reads and writes it, which knows nothing of ours.
 *
 * @param columns the fields' names, the key's first
 * @param rows the rows, each with its values in the order of the fields
 */
record ArrowTable(List<String> columns, List<List<@Nullable Object>> rows) {

  static ArrowTable read(ByteString stream) {
    try (RootAllocator allocator = new RootAllocator();
        InputStream in = stream.newInput();
        ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < root.getRowCount(); row++) {
          List<@Nullable Object> values = new ArrayList<>();
          for (FieldVector vector : root.getFieldVectors()) {
            values.add(plain(vector.getObject(row)));
          }
          rows.add(values);
        }
      }
      List<String> names = root.getSchema().getFields().stream().map(f -> f.getName()).toList();
      return new ArrowTable(names, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stream of one batch with a key and a text for each entry. */
  static ByteString write(String textColumn, Map<Long, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RootAllocator allocator = new RootAllocator();
        BigIntVector keys = new BigIntVector("key", allocator);
        VarCharVector values = new VarCharVector(textColumn, allocator);
        VectorSchemaRoot root = VectorSchemaRoot.of(keys, values);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      int row = 0;
      for (Map.Entry<Long, String> entry : texts.entrySet()) {
        keys.setSafe(row, entry.getKey());
        values.setSafe(row, entry.getValue().getBytes(StandardCharsets.UTF_8));
        row++;
      }
      root.setRowCount(row);
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(out.toByteArray());
  }

  /** The keys, in the order of the rows. */
  List<Long> keys() {
    return rows.stream().map(row -> (Long) row.getFirst()).toList();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Text text ? text.toString() : value;
  }
}
