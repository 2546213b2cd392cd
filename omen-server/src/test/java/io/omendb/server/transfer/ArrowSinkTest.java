package io.omendb.server.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ArrowBatch;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.junit.jupiter.api.Test;

/** Files read back with Arrow's own library. */
final class ArrowSinkTest {
  private static final Schema SCHEMA =
      Schema.parse("name utf8 not null, position vector<float32>[2]");

  private static final int BATCH_ROWS = 8192;

  private static byte[] file(int rows) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ArrowSink sink = new ArrowSink(bytes, SCHEMA);
    for (int from = 0; from < rows; from += BATCH_ROWS) {
      List<Row> batch = new ArrayList<>();
      for (int i = from; i < Math.min(rows, from + BATCH_ROWS); i++) {
        Row row = Row.of(i).with("name", "row " + i);
        batch.add(i % 2 == 0 ? row : row.with("position", new float[] {i, -i}));
      }
      ByteBuffer message = ByteBuffer.wrap(ArrowRows.batchMessage(SCHEMA, batch));
      sink.write(new ArrowBatch(message, batch.size()));
    }
    sink.finish();
    return bytes.toByteArray();
  }

  @Test
  void file_opensAtAnyBatch() throws Exception {
    try (RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader =
            new ArrowFileReader(
                new ByteArrayReadableSeekableByteChannel(file(20_000)), allocator)) {
      assertEquals(3, reader.getRecordBlocks().size());
      assertTrue(reader.loadRecordBatch(reader.getRecordBlocks().get(2)));
      BigIntVector keys = (BigIntVector) reader.getVectorSchemaRoot().getVector("key");
      assertEquals(20_000 - 2 * BATCH_ROWS, keys.getValueCount());
      assertEquals(2 * BATCH_ROWS, keys.get(0));
      assertTrue(reader.getVectorSchemaRoot().getVector("position").isNull(0));
      assertEquals(
          "row 19999", reader.getVectorSchemaRoot().getVector("name").getObject(3615).toString());
    }
  }

  @Test
  void file_withoutRows_hasItsSchema() throws Exception {
    try (RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader =
            new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(file(0)), allocator)) {
      assertEquals(0, reader.getRecordBlocks().size());
      List<String> names =
          reader.getVectorSchemaRoot().getSchema().getFields().stream()
              .map(Field::getName)
              .toList();
      assertEquals(List.of("key", "name", "position"), names);
    }
  }
}
