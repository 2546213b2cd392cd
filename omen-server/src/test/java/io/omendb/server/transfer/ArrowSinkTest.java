package io.omendb.server.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Row;
import io.omendb.Schema;
import java.io.ByteArrayOutputStream;
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

  private static byte[] file(int rows) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArrowSink sink = new ArrowSink(bytes, SCHEMA)) {
      for (int i = 0; i < rows; i++) {
        Row row = Row.of(i).with("name", "row " + i);
        sink.write(i % 2 == 0 ? row : row.with("position", new float[] {i, -i}));
      }
      sink.finish();
    }
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
      assertEquals(20_000 - 2 * 8192, keys.getValueCount());
      assertEquals(2 * 8192, keys.get(0));
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
